import { expect, it } from '@jest/globals';
import type { LaunchBrake as State } from '@agent-aws-stack/contract';
import { InvocationLog } from '../invocation-log.ts';
import { MetricsBuffer } from '../metrics-buffer.ts';
import { ScalerClock } from '../testing/scaler-clock.ts';
import { LaunchBrake } from './launch-brake.ts';
import type { Launch } from './rounds.ts';

const silent = () => undefined;
const log = new InvocationLog({ debug: silent, info: silent, warn: silent });

/** A brake on a virtual clock. `poll` gives it the agents of a poll; `control` has the group's tag, launches and suspensions. */
function fixture({
  state,
  pollIntervalMs = 2_000,
}: {
  readonly state?: State;
  readonly pollIntervalMs?: number;
}) {
  const clock = new ScalerClock();
  const control = {
    brake: state as State | undefined,
    suspended: [] as boolean[],
    launches: [] as Launch[],
    failures: 0,
    describeLaunches: async () => ({ brake: control.brake, launchSuspended: false }),
    launchesSince: async () => control.launches,
    writeBrake: async (written: State) => void (control.brake = written),
    removeBrake: async () => {
      if (control.failures-- > 0) throw new Error('Rate exceeded');
      control.brake = undefined;
    },
    setLaunchSuspended: async (suspend: boolean) => void control.suspended.push(suspend),
  };
  const parts = { clock, launches: control, buffer: new MetricsBuffer('ci'), log, pollIntervalMs };
  const brake = new LaunchBrake(parts);
  const poll = (idle: number) =>
    brake.see(
      { jobs: { queued: 0, running: 0 }, agents: { idle, occupied: 0 } },
      { min: 0, max: 9, desired: 1 },
    );
  return { clock, control, brake, poll, now: () => clock.date().getTime() };
}

it('closes the brake at the next look if the first look after an agent has registered fails', async () => {
  const { control, brake, poll, now } = fixture({});
  const probedAt = now() - 60_000;
  control.brake = { kind: 'probing', since: probedAt, probes: 1, probedAt, withoutSemaphore: false };
  control.launches = [{ instanceId: 'i-1', startedAt: probedAt + 1_000 }];
  control.failures = 1;
  poll(0);
  poll(1);
  await brake.look();
  await brake.look();
  expect(control).toMatchObject({ brake: undefined, suspended: [] });
});

it('closes the brake if the first poll counts more agents than there were when the brake opened', async () => {
  const { control, brake, poll, now } = fixture({});
  control.brake = {
    kind: 'open',
    since: now(),
    probes: 0,
    probedAt: undefined,
    agents: 2,
    withoutSemaphore: false,
  };
  poll(3);
  await brake.look();
  expect(control).toMatchObject({ brake: undefined, suspended: [false] });
});

it('goes on watching if an invocation ends right after a look, before the next poll', async () => {
  const { clock, control, brake, poll, now } = fixture({});
  control.launches = [{ instanceId: 'i-1', startedAt: now() - 60_000, endedAt: now() + 1_000 }];
  poll(0);
  await clock.run(clock.sleep(5_000));
  await brake.look();
  await brake.look();
  expect(control.brake).toEqual({ kind: 'watching', since: now() - 65_000 });
});

it("watches only launches since the invocation's first poll if earlier polls may have missed agents", async () => {
  const { clock, control, brake, poll, now } = fixture({ pollIntervalMs: 30_000 });
  expect(brake.needsClosePolls).toBe(false);
  const polledAt = now();
  poll(0);
  await clock.run(clock.sleep(5_000));
  control.launches = [
    { instanceId: 'i-1', startedAt: polledAt - 60_000, endedAt: polledAt - 9_000 },
    { instanceId: 'i-2', startedAt: polledAt + 1_000, endedAt: polledAt + 4_000 },
  ];
  await brake.look();
  expect(control.brake).toEqual({ kind: 'watching', since: polledAt + 1_000 });
  expect(brake.needsClosePolls).toBe(true);
});

it('resumes launches if `brake release` removed the tag while the scaler was suspending them', async () => {
  const { control, brake, poll, now } = fixture({});
  const probedAt = now() - 60_000;
  control.brake = { kind: 'probing', since: probedAt, probes: 1, probedAt, withoutSemaphore: false };
  control.launches = [{ instanceId: 'i-1', startedAt: probedAt + 1_000, endedAt: now() - 1_000 }];
  control.setLaunchSuspended = async (suspend) => {
    control.suspended.push(suspend);
    if (suspend) control.brake = undefined;
  };
  poll(0);
  await brake.look();
  expect(control).toMatchObject({ brake: undefined, suspended: [true, false] });
});
