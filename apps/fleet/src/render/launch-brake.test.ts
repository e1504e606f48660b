import { describe, expect, it } from '@jest/globals';
import type { LaunchBrake } from '@agent-aws-stack/contract';
import { describeLaunchBrake, describeOtherSuspension } from './launch-brake.ts';

const since = Date.UTC(2026, 10, 24, 11, 30);
const state = (kind: 'open' | 'probing', probes = 0): LaunchBrake => ({
  ...{ kind, since, probes, probedAt: undefined, withoutSemaphore: false },
});
const SINCE = 'agents do not start: launch brake open since 2026-11-24 11:30:00 UTC';

/** The group, with stand-ins if their suspended processes are given. */
const group = (
  launchBrake: LaunchBrake | undefined,
  suspended: readonly string[],
  standIns?: readonly string[],
) => ({
  ...{ name: 'main', launchBrake, suspended },
  ...(standIns && { standIns: { name: 'standIns', desired: 1, suspended: standIns } }),
});

describe('describeLaunchBrake', () => {
  it.each([
    ['a closed brake', undefined, [], undefined],
    ["a closed brake and a person's suspension", undefined, ['Launch'], undefined],
    ['a scaler that only watches', { kind: 'watching', since } as const, [], undefined],
    [
      'an open brake before its first probe',
      state('open'),
      ['Launch'],
      '; launches are suspended until the first probe',
    ],
    ['an open brake', state('open', 1), ['Launch'], '; launches are suspended, 1 probe so far'],
    [
      'an open brake whose launches someone has resumed',
      state('open', 1),
      ['AZRebalance'],
      '; launches are not suspended, because someone has resumed them',
    ],
    ['a probe', state('probing', 2), [], '; probe 2 lets the group launch once'],
    [
      'a probe during which someone has suspended launches',
      state('probing', 2),
      ['Launch'],
      '; probe 2 lets the group launch once, but launches are still suspended, or someone has suspended them',
    ],
  ])('describes %s', (_, brake, suspended, words) => {
    expect(describeLaunchBrake(group(brake, suspended))).toBe(words && `${SINCE}${words}`);
  });
});

describe('describeOtherSuspension', () => {
  const NOT_BY_THE_BRAKE =
    'suspended, not by the launch brake: by a person, or by AWS after a day of failed launches';
  it.each([
    ['nothing is suspended', group(undefined, ['AZRebalance'], []), undefined],
    ['the brake suspends launches', group(state('open'), ['Launch']), undefined],
    ['a person suspends launches', group(undefined, ['Launch']), `launches of main are ${NOT_BY_THE_BRAKE}`],
    [
      'a person suspends launches while the scaler only watches',
      group({ kind: 'watching', since }, ['Launch']),
      `launches of main are ${NOT_BY_THE_BRAKE}`,
    ],
    [
      'the brake suspends launches of both groups',
      {
        ...group(state('open'), ['Launch']),
        standIns: { name: 'standIns', desired: 1, suspended: ['Launch'], isBraked: true },
      },
      undefined,
    ],
    [
      'the brake suspends launches of the main group, and a person those of the stand-ins',
      group(state('open'), ['Launch'], ['Launch']),
      `launches of standIns are ${NOT_BY_THE_BRAKE}`,
    ],
    [
      'a person suspends launches of both groups',
      group(undefined, ['Launch'], ['Launch']),
      `launches of main and standIns are ${NOT_BY_THE_BRAKE}`,
    ],
  ])('tells the suspensions of others from those of the brake: %s', (_, found, words) => {
    expect(describeOtherSuspension(found)).toBe(words);
  });
});
