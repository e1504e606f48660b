import { describe, expect, it } from '@jest/globals';
import { NEWEST_UBUNTU, writeRollout, writeUserData } from '@agent-aws-stack/contract';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { IdleRestart, type IdleRestartOptions } from './idle-restart.ts';

const HOUR = 60 * 60_000;
const config = { jobIsolation: 'none', usePreSignedURL: false } as const;
const plain = writeUserData(NEWEST_UBUNTU, 'lab-config');
const rolled = writeUserData(NEWEST_UBUNTU, 'lab-config', {
  rollout: { parameterName: 'lab-rollout', revision: 'r1' },
});
const rollout = (revision: string, pausedAt?: number) =>
  writeRollout({ revision, spreadMinutes: 60, sharePercent: 1, startedAt: undefined, pausedAt });

describe('IdleRestart', () => {
  const outdated = rollout('r2');
  it.each<[string, boolean, Partial<IdleRestartOptions['template']>, object, number?, string?, number?]>([
    ['that started less than an hour ago', true, {}, {}, HOUR - 1],
    ['that started an hour ago', false, {}, {}, HOUR],
    ['with strict isolation', false, {}, { jobIsolation: 'strict' }],
    ['with a pre-signed URL', false, {}, { usePreSignedURL: true }],
    ['that is a Mac', false, { instanceType: 'mac2.metal' }, {}],
    ['with Windows', false, { userData: 'C:\\semaphore-agent\\start.ps1 lab-config' }, {}],
    ['with the current revision', true, { userData: rolled }, {}, 0, rollout('r1')],
    ['with an older revision', false, { userData: rolled }, {}, 0, outdated],
    [
      'with an older revision that its group still launches',
      true,
      { userData: rolled },
      {},
      0,
      outdated,
      16 * 60_000,
    ],
    ['with an older revision and a paused rollout', true, { userData: rolled }, {}, 0, rollout('r2', 1)],
    ['with a rollout that cannot be read', true, { userData: rolled }, {}],
  ])(
    'decides whether an agent can start again on an instance %s: %p',
    async (_what, isPossible, template, change, afterMs = 0, written, launchedAt = 0) => {
      const clock = new VirtualClock();
      const getWrittenParameter = () =>
        written === undefined
          ? Promise.reject(new Error('not found'))
          : Promise.resolve({ value: written, writtenAt: 0 });
      const restart = new IdleRestart(
        { ...config, ...change },
        {
          clock,
          instance: { id: 'i-1', launchedAt },
          aws: { getWrittenParameter },
          template: { userData: plain, instanceType: 'c7i.large', ...template },
        },
      );
      await clock.advance(afterMs);
      expect(await restart.isPossible()).toBe(isPossible);
    },
  );
});
