import { expect, it } from '@jest/globals';
import type { LaunchBrake as State } from '@agent-aws-stack/contract';
import { InvocationLog } from '../invocation-log.ts';
import { MetricsBuffer } from '../metrics-buffer.ts';
import { ScalerClock } from '../testing/scaler-clock.ts';
import { LaunchBrake } from './launch-brake.ts';

it('closes the brake at the next look if the first one that knows of an agent fails', async () => {
  const clock = new ScalerClock();
  const probedAt = clock.date().getTime() - 60_000;
  let state: State | undefined = {
    ...{ kind: 'probing', since: probedAt, probes: 1, probedAt, withoutSemaphore: false },
  };
  const suspended: boolean[] = [];
  let failures = 1;
  const launches = {
    get brake() {
      return state;
    },
    describeLaunches: async () => ({ brake: state, launchSuspended: false }),
    launchesSince: async () => [{ instanceId: 'i-1', startedAt: probedAt + 1_000 }],
    writeBrake: async (written: State) => void (state = written),
    removeBrake: async () => {
      if (failures-- > 0) throw new Error('Rate exceeded');
      state = undefined;
    },
    setLaunchSuspended: async (suspend: boolean) => void suspended.push(suspend),
  };
  const silent = () => undefined;
  const log = new InvocationLog({ debug: silent, info: silent, warn: silent });
  const brake = new LaunchBrake({ clock, launches, buffer: new MetricsBuffer('ci'), log });
  for (const idle of [0, 1])
    brake.see(
      { jobs: { queued: 0, running: 0 }, agents: { idle, occupied: 0 } },
      { min: 0, max: 9, desired: 1 },
    );
  await brake.look();
  await brake.look();
  expect({ state, suspended }).toEqual({ state: undefined, suspended: [] });
});
