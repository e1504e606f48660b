import { describe, expect, it } from '@jest/globals';
import { HEALTHY } from '../../../observe/testing/healthy-facts.ts';
import type { Group } from '../../../observe/group.ts';
import { Canary, type CanaryRules } from './canary.ts';

const MINUTE = 60_000;

type Instance = readonly [id: string, lifecycle: string, version?: number];

/** What a look shows: when, which instances, how many agents, and other properties of the group. */
interface Seen {
  readonly minute: number;
  readonly instances?: readonly Instance[];
  readonly agents?: number;
  readonly group?: Partial<Group>;
}

function groupWith(instances: readonly Instance[] = [], change: Partial<Group> = {}): Group {
  return {
    ...HEALTHY.group,
    ...{ min: 0, max: 9, desired: instances.length, suspended: [], types: [] },
    launchTemplate: { id: 'lt-1', version: '2' },
    instances: instances.map(([id, lifecycle, templateVersion = 2]) => ({
      ...{ id, lifecycle, templateVersion, zone: 'a', healthy: true, type: 'c7i.large' },
      protectedFromScaleIn: false,
    })),
    ...change,
  };
}

/** The verdict after each look. */
function verdicts(looks: readonly Seen[], rules: Partial<CanaryRules> = {}) {
  const canary = new Canary({
    ...{ before: new Set(['i-old']), hasLaunchHook: false, hadLaunchHook: false, limitMs: 15 * MINUTE },
    ...rules,
  });
  return looks.map(({ minute, instances, agents = 1, group }) =>
    canary.judge({ at: new Date(minute * MINUTE), agents, group: groupWith(instances, group) }),
  );
}

const OLD: Instance = ['i-old', 'InService', 1];
const well = (instance: string) => ({ outcome: 'well', instance, reason: undefined });
const failed = (reason: string, instance?: string) => ({ outcome: 'failed', instance, reason });
const untested = (reason: string) => ({ outcome: 'untested', instance: undefined, reason });

describe('a canary', () => {
  it.each<[string, readonly Seen[], Partial<CanaryRules>]>([
    [
      'is in service, and Semaphore knows more agents than it did at the launch',
      [
        { minute: 0, instances: [OLD] },
        { minute: 1, instances: [OLD, ['i-new', 'Pending']] },
        { minute: 2, instances: [OLD, ['i-new', 'InService']] },
        { minute: 3, instances: [OLD, ['i-new', 'InService']], agents: 2 },
      ],
      {},
    ],
    [
      'registers after another agent has left',
      [
        { minute: 0, instances: [OLD, ['i-new', 'Pending']], agents: 3 },
        { minute: 1, instances: [OLD, ['i-new', 'InService']], agents: 2 },
        { minute: 2, instances: [OLD, ['i-new', 'InService']], agents: 3 },
      ],
      {},
    ],
    [
      'goes into service in a group with a launch hook, whatever the number of agents',
      [
        { minute: 0, instances: [['i-new', 'Pending:Wait']] },
        { minute: 1, instances: [['i-new', 'InService']], agents: 0 },
      ],
      { hasLaunchHook: true },
    ],
    [
      'went into service during the deployment, in a group that had a launch hook before the deployment',
      [{ minute: 0, instances: [['i-new', 'InService']] }],
      { hasLaunchHook: true, hadLaunchHook: true },
    ],
    [
      'is in service after EC2 has interrupted a first canary',
      [
        { minute: 0, instances: [['i-spot', 'Pending:Wait']] },
        { minute: 1, instances: [['i-new', 'Pending:Wait']] },
        { minute: 2, instances: [['i-new', 'InService']] },
      ],
      { hasLaunchHook: true },
    ],
  ])('is well if it %s', (_, looks, rules) => {
    const all = verdicts(looks, rules);
    expect(all.slice(0, -1)).toEqual(looks.slice(1).map(() => undefined));
    expect(all.at(-1)).toEqual(well('i-new'));
  });

  it.each<[string, readonly Seen[], unknown]>([
    [
      'its agent never registers',
      [
        { minute: 0, instances: [['i-new', 'Pending']] },
        { minute: 14, instances: [['i-new', 'InService']] },
        { minute: 15, instances: [['i-new', 'InService']] },
      ],
      failed('no agent registered within 15 min of the launch', 'i-new'),
    ],
    [
      'its instance ends, and the next instance too',
      [
        { minute: 0, instances: [['i-1', 'Pending']] },
        { minute: 1, instances: [['i-1', 'Terminating']] },
        { minute: 2, instances: [['i-2', 'Pending']] },
        { minute: 3, instances: [] },
      ],
      failed('2 instances ended before their agent registered', 'i-2'),
    ],
    [
      'the group launches nothing',
      [{ minute: 0 }, { minute: 15, group: { desired: 1 } }],
      failed('the group launched no instance within 15 min'),
    ],
    [
      'only an agent of the previous version registers',
      [
        { minute: 0, instances: [OLD] },
        { minute: 15, instances: [OLD, ['i-late', 'InService', 1]], agents: 2 },
      ],
      failed('the group launched no instance within 15 min'),
    ],
  ])('fails if %s', (_, looks, verdict) => {
    const all = verdicts(looks);
    expect(all.slice(0, -1)).toEqual(looks.slice(1).map(() => undefined));
    expect(all.at(-1)).toEqual(verdict);
  });

  it.each<[string, readonly Seen[], unknown]>([
    [
      'the maximum of the group is 0',
      [{ minute: 0, group: { max: 0 } }],
      untested('the maximum of the group is 0'),
    ],
    [
      'the launch brake is open',
      [{ minute: 0, group: { suspended: ['Launch'] } }],
      untested('launches of the group are suspended'),
    ],
    [
      'the group is full, and no instance leaves it',
      [
        { minute: 0, instances: [OLD], group: { max: 1 } },
        { minute: 15, instances: [OLD], group: { max: 1 } },
      ],
      untested('the group is at its maximum of 1, and no instance left within 15 min'),
    ],
  ])('is untested if %s', (_, looks, verdict) => {
    expect(verdicts(looks).at(-1)).toEqual(verdict);
  });

  it('does not count an instance whose registration may have come before the first look', () => {
    const early: Instance = ['i-early', 'InService'];
    expect(
      verdicts([
        { minute: 0, instances: [early] },
        { minute: 1, instances: [early], agents: 2 },
        { minute: 2, instances: [early, ['i-new', 'Pending']], agents: 2 },
        { minute: 3, instances: [early, ['i-new', 'InService']], agents: 3 },
      ]),
    ).toEqual([undefined, undefined, undefined, well('i-new')]);
  });
});

describe('whether a canary needs a spare instance', () => {
  it.each<[string, Group, boolean]>([
    ['the group is idle', groupWith(), true],
    ['all instances are old', groupWith([OLD]), true],
    ['the group is about to launch an instance', groupWith([OLD], { desired: 2 }), false],
    ['an instance of the new version is starting', groupWith([['i-new', 'Pending']]), false],
    ['the group is at its maximum', groupWith([OLD], { max: 1 }), false],
    [
      'the only instance of the new version is ending',
      groupWith([['i-new', 'Terminating']], { desired: 0 }),
      true,
    ],
    [
      'the one instance has a weight of 2',
      groupWith([OLD], { desired: 2, types: [{ type: 'c7i.large', weight: 2, ownImage: false }] }),
      true,
    ],
  ])('if %s', (_, group, needed) => {
    const rules = { before: new Set(['i-old']), hasLaunchHook: false, hadLaunchHook: false, limitMs: 1 };
    expect(new Canary(rules).needsSpare(group)).toBe(needed);
  });
});
