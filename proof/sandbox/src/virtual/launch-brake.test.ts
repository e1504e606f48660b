import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LAUNCH_BRAKE_TAG } from '@agent-aws-stack/contract';
import { performAction } from '../fleet/api/perform-action.ts';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet, type VirtualFleetOptions } from './virtual-fleet.ts';

const MINUTE = 60_000;
const TOKEN = { parameter: 'agent-token', value: 't0ken' };
let template: unknown;
let withoutBrake: unknown;
let slowPolls: unknown;
let virtual: VirtualFleet;
let failedAt: number;

beforeAll(async () => {
  const settings = { ASG_MAX_SIZE: '20', DISCONNECT_AFTER_IDLE_TIMEOUT: '600' };
  [template, withoutBrake, slowPolls] = await Promise.all([
    synthesizedTemplate('lab', settings),
    synthesizedTemplate('lab', { ...settings, LAUNCH_BRAKE: 'false' }),
    synthesizedTemplate('lab', { ...settings, SCALER_POLL_INTERVAL: '30' }),
  ]);
});
afterEach(() => virtual.close());

async function start(more: Partial<VirtualFleetOptions> = {}): Promise<VirtualFleet> {
  virtual = new VirtualFleet({ stackName: 'lab', template, token: TOKEN, seed: 1, ...more });
  await virtual.run(10 * MINUTE);
  return virtual;
}

const group = () => virtual.fleet.context.registry.groups[0]!;
const tag = () => group().tags.find(({ key }) => key === LAUNCH_BRAKE_TAG)?.value;
const isBraked = () => /^(open|probing)/.test(tag() ?? '');
const launchTimes = () =>
  virtual.fleet
    .events()
    .filter(({ type, at }) => type === 'launching' && at >= failedAt)
    .map(({ at }) => at);

/** The most launches in any half hour. */
function mostLaunches(): number {
  const times = launchTimes();
  return Math.max(
    0,
    ...times.map((from) => times.filter((at) => at >= from && at < from + 30 * MINUTE).length),
  );
}

/** Each keeps agents from starting, and returns a function that removes the cause. */
const CAUSES = {
  'a broken image': () => breakNetwork('ssm'),
  'a revoked token': () => {
    virtual.hub.resetToken('n3w');
    return () => void virtual.parameters.put(TOKEN.parameter, 'n3w');
  },
  'no egress': () => {
    const ends = (['ssm', 'semaphore', 'auto-scaling'] as const).map(breakNetwork);
    return () => ends.forEach((end) => end());
  },
  'the quota of agents': () => {
    virtual.hub.limitAgents(0);
    return () => virtual.hub.limitAgents(undefined);
  },
} satisfies Record<string, () => () => void>;

/** Makes a service unreachable for instances only. */
function breakNetwork(service: 'ssm' | 'semaphore' | 'auto-scaling'): () => void {
  return virtual.network.fail({ service, kind: 'refused', share: 1, caller: 'instances' });
}

describe('the launch brake', () => {
  it.each(Object.entries(CAUSES))(
    '%s: at most 5 launches in half an hour, and one probe to recover',
    async (name, fail) => {
      const figures: string[] = [];
      for (const [kind, used] of [
        ['without the brake', withoutBrake],
        ['with the brake', template],
      ] as const) {
        const { hub } = await start({ template: used });
        // A person sets the desired capacity, so that the group wants an instance for the job even if the scaler cannot see it.
        failedAt = virtual.clock.now();
        const repair = fail();
        const { context } = virtual.fleet;
        await performAction(
          context,
          'SetDesiredCapacity',
          { AutoScalingGroupName: group().name, DesiredCapacity: '1' },
          'a person',
        );
        hub.enqueue(1, { durationMs: 5 * MINUTE });
        await virtual.run(100 * MINUTE);
        const launches = launchTimes().length;
        const most = mostLaunches();
        if (kind === 'with the brake') {
          expect(isBraked()).toBe(true);
          expect(most).toBeLessThanOrEqual(5);
          expect(virtual.alarms.alarming).toContain('lab-agents-do-not-start');
        }
        const repairedAt = virtual.clock.now();
        repair();
        while (hub.demand().running === 0 && virtual.clock.now() - repairedAt < 60 * MINUTE)
          await virtual.run(5_000);
        const recovery = (virtual.clock.now() - repairedAt) / MINUTE;
        figures.push(
          `${kind}: ${launches} launches in 100 min, at most ${most} in 30 min, a job runs ${recovery.toFixed(1)} min after the repair`,
        );
        expect(recovery).toBeLessThan(kind === 'without the brake' ? 5 : 33);
        await virtual.run(MINUTE);
        expect(isBraked()).toBe(false);
        expect(group().suspended.has('Launch')).toBe(false);
        if (kind === 'without the brake') await virtual.close();
      }
      console.log(`${name}\n${figures.join('\n')}`);
    },
  );

  it('allows at most 5 launches in half an hour, even if the scaler is killed every 2 to 3 minutes', async () => {
    const { hub, scaler } = await start();
    failedAt = virtual.clock.now();
    hub.limitAgents(0);
    hub.enqueue(1, { durationMs: MINUTE });
    for (let restart = 0; restart < 24; restart++) {
      await virtual.run((2 + virtual.random.fraction()) * MINUTE);
      scaler.kill();
    }
    console.log(
      `killed every 2 to 3 minutes: ${launchTimes().length} launches in ${Math.round((virtual.clock.now() - failedAt) / MINUTE)} min, at most ${mostLaunches()} in 30 min`,
    );
    expect(isBraked()).toBe(true);
    expect(mostLaunches()).toBeLessThanOrEqual(5);
  });

  it.each<[string, () => Partial<VirtualFleetOptions>, () => Promise<void>]>([
    [
      'slow Windows instances, which boot for 12 minutes',
      () => ({ pace: { bootMs: 12 * MINUTE } }),
      async () => {
        virtual.hub.enqueue(6, { durationMs: 30_000 });
        await virtual.run(90 * MINUTE);
      },
    ],
    [
      'waves of spot interruptions',
      () => ({}),
      async () => {
        for (let minute = 0; minute < 90; minute++) {
          if (minute % 10 === 0) virtual.hub.enqueue(6, { durationMs: 4 * MINUTE });
          if (minute % 3 === 0)
            for (const { id, state } of virtual.fleet.instances())
              if (state === 'in-service' && virtual.random.fraction() < 0.3) virtual.fleet.interrupt(id);
          await virtual.run(MINUTE);
        }
      },
    ],
    [
      'a fleet whose scaler alone cannot reach Semaphore',
      () => ({}),
      async () => {
        virtual.hub.enqueue(400, { durationMs: MINUTE });
        await virtual.run(5 * MINUTE);
        virtual.network.fail({ service: 'semaphore', kind: 'refused', share: 1, caller: 'scaler' });
        await virtual.run(25 * MINUTE);
      },
    ],
    ['jobs of 2 s, one after another', () => ({}), () => shortJobs()],
    ['jobs of 2 s with polls every 30 s', () => ({ template: slowPolls }), () => shortJobs()],
  ])('never brakes %s', async (_, options, play) => {
    const opened: string[] = [];
    await start({
      ...options(),
      onLog: (_level, message) => void (message.startsWith('agents do not') && opened.push(message)),
    });
    failedAt = virtual.clock.now();
    await play();
    expect(launchTimes().length).toBeGreaterThan(5);
    expect(opened).toEqual([]);
    expect(tag()).toBeUndefined();
  });
});

/** A job now and then, so that each has an instance of its own. */
async function shortJobs(): Promise<void> {
  for (let job = 0; job < 30; job++) {
    virtual.hub.enqueue(1, { durationMs: 2_000 });
    await virtual.run(3 * MINUTE);
  }
}
