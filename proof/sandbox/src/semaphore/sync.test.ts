import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SyncInput, answerSync, syncIntervalFactor } from './sync.ts';

const idle: SyncInput = {
  state: 'waiting-for-jobs',
  jobId: '',
  singleJob: true,
  idleTimeoutMs: 300_000,
  idleForMs: 0,
  interruptedForMs: undefined,
  gracePeriodMs: 0,
  disabled: false,
  stopRequested: false,
  nextJobId: undefined,
};
const busy: SyncInput = { ...idle, state: 'running-job', jobId: 'j' };
const done: SyncInput = { ...idle, state: 'finished-job', jobId: 'j' };

describe('answerSync', () => {
  it.each([
    ['lets an agent wait while no job is queued', idle, { action: 'continue' }],
    ['assigns a queued job to an idle agent', { ...idle, nextJobId: 'n' }, { action: 'run-job', jobId: 'n' }],
    [
      'shuts down an agent that was idle for the whole timeout',
      { ...idle, idleForMs: 300_000 },
      { action: 'shutdown', reason: 'idle' },
    ],
    [
      'keeps an agent that was idle for less than the timeout',
      { ...idle, idleForMs: 299_999 },
      { action: 'continue' },
    ],
    [
      'never shuts down an idle agent whose idle timeout is 0',
      { ...idle, idleTimeoutMs: 0, idleForMs: 1e9 },
      { action: 'continue' },
    ],
    [
      'assigns a queued job even if the idle timeout has ended',
      { ...idle, idleForMs: 1e9, nextJobId: 'n' },
      { action: 'run-job', jobId: 'n' },
    ],
    [
      'shuts down a waiting agent that is disabled',
      { ...idle, disabled: true, nextJobId: 'n' },
      { action: 'shutdown', reason: 'requested' },
    ],
    [
      'shuts down a waiting agent that was interrupted',
      { ...idle, interruptedForMs: 0, nextJobId: 'n' },
      { action: 'shutdown', reason: 'interrupted' },
    ],
    ['lets a running job continue', busy, { action: 'continue' }],
    ['lets a job start', { ...busy, state: 'starting-job' }, { action: 'continue' }],
    [
      'lets a job start even if its agent was disabled and interrupted, and a user stopped the job',
      { ...busy, state: 'starting-job', stopRequested: true, disabled: true, interruptedForMs: 1e9 },
      { action: 'continue' },
    ],
    [
      'stops a running job that a user stopped',
      { ...busy, stopRequested: true },
      { action: 'stop-job', jobId: 'j' },
    ],
    [
      'stops the job of an agent that is disabled',
      { ...busy, disabled: true },
      { action: 'stop-job', jobId: 'j' },
    ],
    [
      'stops the job of an interrupted agent at once if there is no grace period',
      { ...busy, interruptedForMs: 0 },
      { action: 'stop-job', jobId: 'j' },
    ],
    [
      'lets the job of an interrupted agent continue within the grace period',
      { ...busy, interruptedForMs: 9_999, gracePeriodMs: 10_000 },
      { action: 'continue' },
    ],
    [
      'stops the job of an interrupted agent after the grace period',
      { ...busy, interruptedForMs: 10_000, gracePeriodMs: 10_000 },
      { action: 'stop-job', jobId: 'j' },
    ],
    [
      'does not stop a job twice',
      { ...busy, state: 'stopping-job', stopRequested: true },
      { action: 'continue' },
    ],
    ['shuts down a single-job agent after its job', done, { action: 'shutdown', reason: 'job-finished' }],
    [
      'lets an agent for many jobs wait after a job',
      { ...done, singleJob: false },
      { action: 'wait-for-jobs' },
    ],
    [
      'shuts down a disabled agent after its job',
      { ...done, disabled: true },
      { action: 'shutdown', reason: 'requested' },
    ],
    [
      'shuts down an interrupted agent for many jobs after its job',
      { ...done, singleJob: false, interruptedForMs: 0 },
      { action: 'shutdown', reason: 'interrupted' },
    ],
    [
      'gives the end of the job as the reason if a single-job agent was interrupted, too',
      { ...done, interruptedForMs: 0 },
      { action: 'shutdown', reason: 'job-finished' },
    ],
  ] satisfies [string, SyncInput, ReturnType<typeof answerSync>][])('%s', (_, input, answer) => {
    expect(answerSync(input)).toEqual(answer);
  });

  it.each([
    ['waiting-for-jobs', { action: 'continue' }, 1],
    ['starting-job', { action: 'continue' }, 1],
    ['running-job', { action: 'continue' }, 2],
    ['running-job', { action: 'stop-job', jobId: 'j' }, 1],
    ['finished-job', { action: 'wait-for-jobs' }, 1],
  ] as const)(
    'in state %s, with the answer %j, lets the agent sync again after %d intervals',
    (state, answer, factor) => {
      expect(syncIntervalFactor(state, answer)).toBe(factor);
    },
  );

  it('never assigns a job to an agent that shuts down, and never shuts down an agent that runs a job', () => {
    const inputs = fc.record({
      state: fc.constantFrom(
        ...(['waiting-for-jobs', 'starting-job', 'running-job', 'stopping-job', 'finished-job'] as const),
      ),
      jobId: fc.string(),
      singleJob: fc.boolean(),
      idleTimeoutMs: fc.nat(),
      idleForMs: fc.nat(),
      interruptedForMs: fc.option(fc.nat(), { nil: undefined }),
      gracePeriodMs: fc.nat(),
      disabled: fc.boolean(),
      stopRequested: fc.boolean(),
      nextJobId: fc.option(fc.string(), { nil: undefined }),
    });
    fc.assert(
      fc.property(inputs, (input) => {
        const { action } = answerSync(input);
        const shutsDown = input.disabled || input.interruptedForMs !== undefined;
        if (shutsDown) expect(action).not.toBe('run-job');
        if (['starting-job', 'running-job', 'stopping-job'].includes(input.state)) {
          expect(['continue', 'stop-job']).toContain(action);
        }
      }),
    );
  });
});
