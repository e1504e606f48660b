import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { shutdownHook, type ShutdownHookOptions } from './shutdown-hook.ts';
import type { ShutdownReason } from './shutdown-reason.ts';

const awsError = (name: string) => Object.assign(new Error(`the reason for ${name}`), { name });

const atMinimum = 'Currently, desiredSize equals minSize (1). Terminating instance without replacement will';

/** Runs the hook with one answer for each call to AWS. Returns the decrement of each call, and the result. */
const run = (reason: ShutdownReason, ...answers: (Error | 'done')[]) => runIn('replace', reason, ...answers);

function runIn(
  afterJob: ShutdownHookOptions['afterJob'],
  reason: ShutdownReason,
  ...answers: (Error | 'done')[]
) {
  return runWith({ afterJob, replaced: false }, reason, answers);
}

async function runWith(
  instance: Pick<ShutdownHookOptions, 'afterJob' | 'replaced'> &
    Partial<Pick<ShutdownHookOptions, 'canRestart'>>,
  reason: ShutdownReason,
  answers: (Error | 'done')[] = [],
) {
  const clock = new VirtualClock();
  const decrements: boolean[] = [];
  const terminate = (_: string, decrement: boolean) => {
    decrements.push(decrement);
    const answer = answers.shift() ?? 'done';
    return answer === 'done' ? Promise.resolve() : Promise.reject(answer);
  };
  const power = new AbortController().signal;
  const options = {
    canRestart: () => Promise.resolve(false),
    ...instance,
    aws: { terminate },
    clock,
    power,
    retryMs: 500,
  };
  const ended = shutdownHook('i-1', reason, options).then(
    (end) => end,
    (error: Error) => error.message,
  );
  await clock.advance(60_000);
  return { decrements, ended: await ended };
}

describe('shutdownHook', () => {
  it.each<[ShutdownReason, boolean]>([
    ['IDLE', true],
    ['JOB_FINISHED', false],
    ['REQUESTED', false],
    ['INTERRUPTED', false],
    ['UNABLE_TO_SYNC', false],
    ['UNKNOWN', false],
  ])(
    'terminates the instance after %s, with ShouldDecrementDesiredCapacity=%p',
    async (reason, decrement) => {
      expect(await run(reason)).toEqual({ decrements: [decrement], ended: 'terminated' });
    },
  );

  it.each<[ShutdownReason, boolean]>([
    ['JOB_FINISHED', true],
    ['IDLE', true],
    ['INTERRUPTED', false],
    ['REQUESTED', false],
  ])(
    'terminates the instance after %s in a fleet that shrinks after jobs, with decrement: %p',
    async (reason, decrement) => {
      expect(await runIn('shrink', reason)).toEqual({ decrements: [decrement], ended: 'terminated' });
    },
  );

  it('does not decrement in a fleet that shrinks after jobs if the instance must be replaced', async () => {
    expect(await runWith({ afterJob: 'shrink', replaced: true }, 'JOB_FINISHED')).toEqual({
      decrements: [false],
      ended: 'terminated',
    });
  });

  it("terminates without a decrement at the group's minimum", async () => {
    expect(await run('IDLE', awsError('ValidationError'))).toEqual({
      decrements: [true, false],
      ended: 'terminated',
    });
  });

  it.each<[string, ShutdownReason, Partial<ShutdownHookOptions>, string, string]>([
    ['an idle agent again if the group is at its minimum', 'IDLE', {}, atMinimum, 'restart'],
    ['no agent on an instance that must be replaced', 'IDLE', { replaced: true }, atMinimum, 'terminated'],
    [
      'no agent on an instance that cannot start one again',
      'IDLE',
      { canRestart: () => Promise.resolve(false) },
      atMinimum,
      'terminated',
    ],
    ['no agent after a job', 'JOB_FINISHED', { afterJob: 'shrink' }, atMinimum, 'terminated'],
    [
      'no agent after a refusal for a reason other than the minimum',
      'IDLE',
      {},
      'Instance Id not found',
      'terminated',
    ],
  ])('starts %s', async (_what, reason, options, refusal, ended) => {
    const instance = {
      afterJob: 'replace',
      replaced: false,
      canRestart: () => Promise.resolve(true),
      ...options,
    } as const;
    const answers = [Object.assign(awsError('ValidationError'), { message: refusal })];
    expect(await runWith(instance, reason, answers)).toEqual({
      decrements: ended === 'restart' ? [true] : [true, false],
      ended,
    });
  });

  it('retries when AWS does not answer', async () => {
    const outages = [awsError('TimeoutError'), awsError('TimeoutError')];
    expect(await run('JOB_FINISHED', ...outages)).toEqual({
      decrements: [false, false, false],
      ended: 'terminated',
    });
  });

  it('succeeds if the instance is already being terminated', async () => {
    expect(await run('IDLE', awsError('ScalingActivityInProgressFault'))).toEqual({
      decrements: [true],
      ended: 'terminated',
    });
  });

  it('gives up after five attempts', async () => {
    const refusals = Array.from({ length: 9 }, () => awsError('AccessDenied'));
    expect(await run('IDLE', ...refusals)).toEqual({
      decrements: [true, true, true, true, true],
      ended: 'the instance could not terminate itself: the reason for AccessDenied',
    });
  });

  it('rejects when the machine loses power', async () => {
    const power = new AbortController();
    const terminate = () => {
      power.abort(new Error('power'));
      return Promise.reject(new Error('connection'));
    };
    const clock = new VirtualClock();
    const options = {
      afterJob: 'replace',
      replaced: false,
      canRestart: () => Promise.resolve(false),
      aws: { terminate },
      clock,
      power: power.signal,
      retryMs: 500,
    } as const;
    await expect(shutdownHook('i', 'IDLE', options)).rejects.toThrow('power');
  });
});
