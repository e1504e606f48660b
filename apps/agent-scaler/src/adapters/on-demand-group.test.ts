import { describe, expect, it } from '@jest/globals';
import { onDemandGroup } from './on-demand-group.ts';

const group = (
  name: string,
  instances: readonly string[] = [],
  suspendedProcesses: readonly string[] = [],
) => ({
  ...{ name, minSize: 0, maxSize: 9, desiredCapacity: 4, tags: new Map<string, string>() },
  suspendedProcesses,
  instances: instances.map((lifecycle, index) => ({ lifecycle, weight: index + 1 })),
});
const names = { groupName: 'main', onDemandGroupName: 'more', onDemandFallbackAfterMs: 90_000 };
type Settings = Parameters<typeof onDemandGroup>[1];

function controlOf(suspended: readonly string[] = [], settings: object = names) {
  const lifecycles = ['Pending:Wait', 'InService', 'Terminating', 'Standby', 'Terminating:Retained'];
  const calls: unknown[] = [];
  const control = onDemandGroup(
    {
      describeStaffed: async (given) => (
        calls.push(given),
        [group('main', lifecycles, suspended), group('more')]
      ),
      setDesiredCapacity: async (...given) => void calls.push(given),
      activitiesSince: async (name, time) => {
        calls.push([name, time]);
        const activity = { description: '', cause: '', startedAt: time, endedAt: time };
        return [
          { ...activity, status: 'Failed', message: 'no capacity' },
          { ...activity, status: 'Successful', message: 'fine' },
        ];
      },
    },
    settings as Settings,
  );
  return { control, calls };
}

describe('onDemandGroup', () => {
  it('counts the weights of instances that start, serve or terminate', async () => {
    const { control, calls } = controlOf();
    expect(await control?.describe()).toEqual({
      spot: { min: 0, max: 9, desired: 4, present: 1 + 2 + 3, launches: true },
      onDemand: { min: 0, max: 9, desired: 4 },
    });
    expect(calls).toEqual([['main', 'more']]);
  });

  it('tells whether launches are suspended', async () => {
    expect(await controlOf(['Launch']).control?.describe()).toMatchObject({ spot: { launches: false } });
  });

  it('raises the on-demand group, and reads the failures of the main one', async () => {
    const { control, calls } = controlOf();
    await control?.raiseTo(7);
    expect(await control?.spotFailures(new Date(5))).toEqual(['no capacity']);
    expect(calls).toEqual([
      ['more', 7],
      ['main', new Date(5)],
    ]);
  });

  it.each([{ groupName: undefined }, { onDemandGroupName: undefined }, { onDemandFallbackAfterMs: 0 }])(
    'is undefined with %j',
    (change) => {
      expect(controlOf([], { ...names, ...change }).control).toBeUndefined();
    },
  );
});
