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
    ['no job is queued', idle, { action: 'continue' }],
    ['a job is queued', { ...idle, nextJobId: 'n' }, { action: 'run-job', jobId: 'n' }],
    ['idle for the whole timeout', { ...idle, idleForMs: 300_000 }, { action: 'shutdown', reason: 'idle' }],
    ['idle for less than the timeout', { ...idle, idleForMs: 299_999 }, { action: 'continue' }],
    ['an idle timeout of 0', { ...idle, idleTimeoutMs: 0, idleForMs: 1e9 }, { action: 'continue' }],
    [
      'a job is queued when the idle timeout ends',
      { ...idle, idleForMs: 1e9, nextJobId: 'n' },
      { action: 'run-job', jobId: 'n' },
    ],
    [
      'disabled while waiting',
      { ...idle, disabled: true, nextJobId: 'n' },
      { action: 'shutdown', reason: 'requested' },
    ],
    [
      'interrupted while waiting',
      { ...idle, interruptedForMs: 0, nextJobId: 'n' },
      { action: 'shutdown', reason: 'interrupted' },
    ],
    ['running', busy, { action: 'continue' }],
    ['starting', { ...busy, state: 'starting-job' }, { action: 'continue' }],
    [
      'starting, while stop, disable and interruption are pending',
      { ...busy, state: 'starting-job', stopRequested: true, disabled: true, interruptedForMs: 1e9 },
      { action: 'continue' },
    ],
    ['stopped by a user', { ...busy, stopRequested: true }, { action: 'stop-job', jobId: 'j' }],
    ['disabled while running', { ...busy, disabled: true }, { action: 'stop-job', jobId: 'j' }],
    ['interrupted without grace', { ...busy, interruptedForMs: 0 }, { action: 'stop-job', jobId: 'j' }],
    [
      'interrupted within the grace period',
      { ...busy, interruptedForMs: 9_999, gracePeriodMs: 10_000 },
      { action: 'continue' },
    ],
    [
      'interrupted past the grace period',
      { ...busy, interruptedForMs: 10_000, gracePeriodMs: 10_000 },
      { action: 'stop-job', jobId: 'j' },
    ],
    ['already stopping', { ...busy, state: 'stopping-job', stopRequested: true }, { action: 'continue' }],
    ['finished, single job', done, { action: 'shutdown', reason: 'job-finished' }],
    ['finished, many jobs', { ...done, singleJob: false }, { action: 'wait-for-jobs' }],
    ['finished and disabled', { ...done, disabled: true }, { action: 'shutdown', reason: 'requested' }],
    [
      'finished and interrupted',
      { ...done, singleJob: false, interruptedForMs: 0 },
      { action: 'shutdown', reason: 'interrupted' },
    ],
    [
      'finished, single job, and interrupted',
      { ...done, interruptedForMs: 0 },
      { action: 'shutdown', reason: 'job-finished' },
    ],
  ] satisfies [string, SyncInput, ReturnType<typeof answerSync>][])(
    'answers in the case: %s',
    (_, input, answer) => {
      expect(answerSync(input)).toEqual(answer);
    },
  );

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
