import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ScalingProcess, scalingProcesses } from './processes.ts';
import { type GroupMember, type GroupPlan, reconcile } from './reconcile.ts';

const member = (id: string, more: Partial<GroupMember> = {}): GroupMember => ({
  id,
  availabilityZone: 'a',
  launchTemplateVersion: 1,
  launchedAt: Number(id.replace(/\D/g, '')) || 0,
  protectedFromScaleIn: false,
  healthy: true,
  expired: false,
  rebalance: 'no',
  replaces: undefined,
  phase: 'in-service',
  ...more,
});

describe('reconcile', () => {
  it.each<[string, number, GroupMember[], ScalingProcess[], Omit<GroupPlan, 'replace'> & Partial<GroupPlan>]>(
    [
      ['does nothing for an empty group at 0', 0, [], [], { launch: 0, terminate: [] }],
      ['launches missing instances', 3, [member('i1')], [], { launch: 2, terminate: [] }],
      [
        'counts launching instances',
        2,
        [member('i1', { phase: 'launching' }), member('i2')],
        [],
        { launch: 0, terminate: [] },
      ],
      [
        'does not count terminating instances',
        1,
        [member('i1', { phase: 'terminating' })],
        [],
        { launch: 1, terminate: [] },
      ],
      [
        'replaces an unhealthy instance',
        2,
        [member('i1', { healthy: false }), member('i2')],
        [],
        { launch: 1, terminate: [{ id: 'i1', cause: 'unhealthy' }] },
      ],
      [
        'terminates an unhealthy instance rather than a healthy one when it shrinks',
        1,
        [member('i1'), member('i2', { healthy: false })],
        [],
        { launch: 0, terminate: [{ id: 'i2', cause: 'unhealthy' }] },
      ],
      [
        'terminates the oldest instance to shrink',
        1,
        [member('i2'), member('i1')],
        [],
        { launch: 0, terminate: [{ id: 'i1', cause: 'scale-in' }] },
      ],
      [
        'keeps protected instances',
        0,
        [member('i1', { protectedFromScaleIn: true }), member('i2')],
        [],
        { launch: 0, terminate: [{ id: 'i2', cause: 'scale-in' }] },
      ],
      ['launches nothing while Launch is suspended', 3, [], ['Launch'], { launch: 0, terminate: [] }],
      [
        'terminates nothing while Terminate is suspended',
        0,
        [member('i1')],
        ['Terminate'],
        { launch: 0, terminate: [] },
      ],
      [
        'counts unhealthy instances while ReplaceUnhealthy is suspended',
        1,
        [member('i1', { healthy: false })],
        ['ReplaceUnhealthy'],
        { launch: 0, terminate: [] },
      ],
      [
        'launches a replacement beyond the desired capacity for an instance at risk',
        2,
        [member('i1', { rebalance: 'at risk' }), member('i2')],
        [],
        { launch: 0, replace: ['i1'], terminate: [] },
      ],
      [
        'keeps an instance at risk until its replacement is in service',
        1,
        [member('i1', { rebalance: 'at risk' }), member('i2', { replaces: 'i1', phase: 'launching' })],
        [],
        { launch: 0, terminate: [] },
      ],
      [
        'terminates an instance at risk once its replacement has been in service',
        1,
        [member('i1', { rebalance: 'replaced' }), member('i2', { replaces: 'i1' })],
        [],
        { launch: 0, terminate: [{ id: 'i1', cause: 'rebalance' }] },
      ],
      [
        'keeps a protected instance at risk even when its replacement is in service',
        1,
        [
          member('i1', { rebalance: 'replaced', protectedFromScaleIn: true }),
          member('i2', { replaces: 'i1', protectedFromScaleIn: true }),
        ],
        [],
        { launch: 0, terminate: [] },
      ],
      [
        'counts a replacement once the instance at risk is gone',
        1,
        [member('i1', { rebalance: 'replaced', phase: 'terminating' }), member('i2', { replaces: 'i1' })],
        [],
        { launch: 0, terminate: [] },
      ],
      [
        'launches another replacement if the first one ended before it was in service',
        1,
        [member('i1', { rebalance: 'at risk' }), member('i2', { replaces: 'i1', phase: 'terminating' })],
        [],
        { launch: 0, replace: ['i1'], terminate: [] },
      ],
      [
        'replaces instances that are too old, one after the other',
        2,
        [member('i2', { expired: true }), member('i1', { expired: true })],
        [],
        { launch: 1, terminate: [{ id: 'i1', cause: 'lifetime' }] },
      ],
      [
        'keeps an instance that is too old while another instance launches',
        2,
        [member('i1', { expired: true }), member('i2', { phase: 'launching' })],
        [],
        { launch: 0, terminate: [] },
      ],
      [
        'keeps a protected instance that is too old',
        1,
        [member('i1', { expired: true, protectedFromScaleIn: true })],
        [],
        { launch: 0, terminate: [] },
      ],
    ],
  )('%s', (_, desired, members, suspended, plan) => {
    expect(reconcile(desired, members, new Set(suspended))).toEqual({ replace: [], ...plan });
  });

  const members = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1 }),
      availabilityZone: fc.constantFrom('a', 'b', 'c'),
      launchTemplateVersion: fc.nat(3),
      launchedAt: fc.nat(9),
      protectedFromScaleIn: fc.boolean(),
      healthy: fc.boolean(),
      expired: fc.boolean(),
      rebalance: fc.constantFrom('no', 'at risk', 'replaced'),
      replaces: fc.constant(undefined),
      phase: fc.constantFrom('launching', 'in-service', 'terminating'),
    }),
    { selector: ({ id }) => id, maxLength: 12 },
  ) as fc.Arbitrary<GroupMember[]>;
  const desired = fc.nat(12);

  it('reaches the desired capacity, unless protection or a suspended process prevents it', () => {
    fc.assert(
      fc.property(desired, members, fc.subarray([...scalingProcesses]), (wanted, group, suspendedList) => {
        const suspended = new Set(suspendedList);
        const plan = reconcile(wanted, group, suspended);
        const terminated = new Set(plan.terminate.map(({ id }) => id));
        const left = group.filter(({ id, phase }) => phase !== 'terminating' && !terminated.has(id));
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

  it('terminates each instance at most once, and protected ones only if unhealthy', () => {
    fc.assert(
      fc.property(desired, members, (wanted, group) => {
        const { launch, terminate } = reconcile(wanted, group, new Set());
        expect(new Set(terminate.map(({ id }) => id)).size).toBe(terminate.length);
        for (const { id, cause } of terminate) {
          const terminated = group.find((candidate) => candidate.id === id);
          expect(terminated?.phase).not.toBe('terminating');
          expect(terminated?.healthy).toBe(cause !== 'unhealthy');
          if (cause !== 'unhealthy') expect(terminated?.protectedFromScaleIn).toBe(false);
          if (cause === 'scale-in') expect(launch).toBe(0);
        }
      }),
    );
  });
});
