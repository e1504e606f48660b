import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ScalingProcess, scalingProcesses } from './processes.ts';
import { type GroupMember, reconcile } from './reconcile.ts';

const member = (id: string, more: Partial<GroupMember> = {}): GroupMember => ({
  id,
  availabilityZone: 'a',
  launchTemplateVersion: 1,
  launchedAt: Number(id.replace(/\D/g, '')) || 0,
  protectedFromScaleIn: false,
  healthy: true,
  phase: 'in-service',
  ...more,
});

describe('reconcile', () => {
  it.each<[string, number, GroupMember[], ScalingProcess[], ReturnType<typeof reconcile>]>([
    ['an empty group at zero', 0, [], [], { launch: 0, terminate: [] }],
    ['growth', 3, [member('i1')], [], { launch: 2, terminate: [] }],
    [
      'instances on their way count',
      2,
      [member('i1', { phase: 'launching' }), member('i2')],
      [],
      { launch: 0, terminate: [] },
    ],
    ['leaving ones do not', 1, [member('i1', { phase: 'terminating' })], [], { launch: 1, terminate: [] }],
    [
      'replacement',
      2,
      [member('i1', { healthy: false }), member('i2')],
      [],
      { launch: 1, terminate: [{ id: 'i1', cause: 'unhealthy' }] },
    ],
    [
      'an ill instance goes before a healthy one when the group shrinks',
      1,
      [member('i1'), member('i2', { healthy: false })],
      [],
      { launch: 0, terminate: [{ id: 'i2', cause: 'unhealthy' }] },
    ],
    [
      'shrinking',
      1,
      [member('i2'), member('i1')],
      [],
      { launch: 0, terminate: [{ id: 'i1', cause: 'scale-in' }] },
    ],
    [
      'protected ones stay',
      0,
      [member('i1', { protectedFromScaleIn: true }), member('i2')],
      [],
      { launch: 0, terminate: [{ id: 'i2', cause: 'scale-in' }] },
    ],
    ['Launch suspended', 3, [], ['Launch'], { launch: 0, terminate: [] }],
    ['Terminate suspended', 0, [member('i1')], ['Terminate'], { launch: 0, terminate: [] }],
    [
      'ReplaceUnhealthy suspended: the ill one counts',
      1,
      [member('i1', { healthy: false })],
      ['ReplaceUnhealthy'],
      { launch: 0, terminate: [] },
    ],
  ])('%s', (_, desired, members, suspended, plan) => {
    expect(reconcile(desired, members, new Set(suspended))).toEqual(plan);
  });

  const members = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1 }),
      availabilityZone: fc.constantFrom('a', 'b', 'c'),
      launchTemplateVersion: fc.nat(3),
      launchedAt: fc.nat(9),
      protectedFromScaleIn: fc.boolean(),
      healthy: fc.boolean(),
      phase: fc.constantFrom('launching', 'in-service', 'terminating'),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  ) as fc.Arbitrary<GroupMember[]>;
  const desired = fc.nat(12);

  it('reaches the desired capacity, unless protection or a suspended process forbids it', () => {
    fc.assert(
      fc.property(desired, members, fc.subarray([...scalingProcesses]), (wanted, group, suspendedList) => {
        const suspended = new Set(suspendedList);
        const plan = reconcile(wanted, group, suspended);
        const ended = new Set(plan.terminate.map(({ id }) => id));
        const left = group.filter(({ id, phase }) => phase !== 'terminating' && !ended.has(id));
        const after = left.length + plan.launch;
        if (!suspended.has('Launch')) expect(after).toBeGreaterThanOrEqual(wanted);
        if (!suspended.has('Terminate') && after > wanted) {
          expect(left.every(({ protectedFromScaleIn }) => protectedFromScaleIn)).toBe(true);
        }
        if (suspended.has('Launch')) expect(plan.launch).toBe(0);
        if (suspended.has('Terminate')) expect(plan.terminate).toEqual([]);
      }),
    );
  });

  it('ends each instance once, never one that leaves, a healthy one only to shrink, and a protected one only if it is ill', () => {
    fc.assert(
      fc.property(desired, members, (wanted, group) => {
        const { launch, terminate } = reconcile(wanted, group, new Set());
        expect(new Set(terminate.map(({ id }) => id)).size).toBe(terminate.length);
        for (const { id, cause } of terminate) {
          const ended = group.find((candidate) => candidate.id === id);
          expect(ended?.phase).not.toBe('terminating');
          expect(ended?.healthy).toBe(cause === 'scale-in');
          if (cause === 'scale-in') {
            expect(ended?.protectedFromScaleIn).toBe(false);
            expect(launch).toBe(0);
          }
        }
      }),
    );
  });
});
