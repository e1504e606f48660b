import { describe, expect, it } from '@jest/globals';
import { LAUNCH_BRAKE_TAG, type LaunchBrake } from '@agent-aws-stack/contract';
import { launchesOfFleet } from './fleet-launches.ts';

const brake: LaunchBrake = {
  kind: 'open',
  since: 0,
  probes: 0,
  probedAt: undefined,
  withoutSemaphore: false,
};

function fixture({
  tagged = false,
  suspended = [] as readonly string[],
  standIn = true,
  refusesTag = false,
} = {}) {
  const calls: string[] = [];
  const at = new Date(5_000);
  const main = {
    brake,
    describeLaunches: async () => ({ brake, launchSuspended: true }),
    launchesSince: async () => [{ instanceId: 'i-1', startedAt: 1_000 }],
    writeBrake: async () => undefined,
    removeBrake: async () => void calls.push('remove the brake'),
    setLaunchSuspended: async (suspend: boolean) =>
      void calls.push(`main ${suspend ? 'suspended' : 'resumed'}`),
  };
  const groups = {
    describe: async (name: string) => ({
      ...{ name, minSize: 0, maxSize: 9, desiredCapacity: 1, suspendedProcesses: suspended },
      tags: new Map(tagged ? [[LAUNCH_BRAKE_TAG, 'x']] : []),
    }),
    activitiesSince: async () => [
      {
        description: 'Launching a new EC2 instance: i-2',
        cause: '',
        startedAt: at,
        endedAt: at,
        status: 'Successful',
        message: undefined,
      },
    ],
    setTag: async (name: string) => {
      if (refusesTag) throw new Error('throttled');
      calls.push(`tag ${name}`);
    },
    deleteTag: async (name: string) => void calls.push(`untag ${name}`),
    suspendProcesses: async (name: string) => void calls.push(`suspend ${name}`),
    resumeProcesses: async (name: string) => void calls.push(`resume ${name}`),
  };
  return { calls, launches: launchesOfFleet(main, groups, standIn ? 'more' : undefined) };
}

describe('launchesOfFleet', () => {
  it('knows the launches of both groups', async () => {
    const { launches } = fixture();
    expect((await launches.launchesSince(0)).map(({ instanceId }) => instanceId)).toEqual(['i-1', 'i-2']);
  });

  it('tags the second group, then suspends the launches of both groups', async () => {
    const { launches, calls } = fixture();
    await launches.setLaunchSuspended(true);
    expect(calls).toEqual(['tag more', 'suspend more', 'main suspended']);
  });

  it('leaves the main group alone if the second one cannot be suspended, so that the brake tries both again', async () => {
    const { launches, calls } = fixture({ refusesTag: true });
    await expect(launches.setLaunchSuspended(true)).rejects.toThrow('throttled');
    expect(calls).toEqual([]);
  });

  it.each([true, false])(
    "resumes the second group's launches only if the group has the brake's tag (here: %j)",
    async (tagged) => {
      const { launches, calls } = fixture({ tagged, suspended: ['Launch'] });
      await launches.setLaunchSuspended(false);
      expect(calls).toEqual(['main resumed', ...(tagged ? ['resume more', 'untag more'] : [])]);
    },
  );

  it('leaves alone a second group whose launches a person has suspended', async () => {
    const { launches, calls } = fixture({ suspended: ['Launch'] });
    await launches.setLaunchSuspended(true);
    expect(calls).toEqual(['main suspended']);
  });

  it('resumes the second group before the brake is closed, because a person may have resumed the main group only', async () => {
    const { launches, calls } = fixture({ tagged: true, suspended: ['Launch'] });
    await launches.removeBrake();
    expect(calls).toEqual(['resume more', 'untag more', 'remove the brake']);
  });

  it('controls only the main group in a fleet without a second group', async () => {
    const { launches, calls } = fixture({ standIn: false });
    await launches.setLaunchSuspended(true);
    expect(calls).toEqual(['main suspended']);
  });
});
