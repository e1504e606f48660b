import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pace } from '../fleet/simulation.ts';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const TIMEOUT_SECONDS = 180;
let template: unknown;
let virtual: VirtualFleet;

beforeAll(async () => {
  template = await synthesizedTemplate('lab', {
    ASG_MAX_SIZE: '10',
    LAUNCH_TIMEOUT: String(TIMEOUT_SECONDS),
  });
});
afterEach(() => virtual.close());

/** A fleet that has just been deployed. */
function start(pace: Partial<Pace> = {}, deployed = template): VirtualFleet {
  virtual = new VirtualFleet({
    ...{
      stackName: 'lab',
      template: deployed,
      token: { parameter: 'agent-token', value: 't0ken' },
      seed: 1,
      pace,
    },
  });
  return virtual;
}

const launched = () => virtual.fleet.instances();
/** How long each terminated instance lived, in seconds. */
const lives = () =>
  launched().flatMap(({ launchedAt, terminatedAt }) =>
    terminatedAt === undefined ? [] : [Math.round((terminatedAt - launchedAt) / SECOND)],
  );
/** Lets time pass until the group has launched this many instances. */
async function launches(count: number): Promise<void> {
  for (let second = 0; launched().length < count && second < 300; second++) await virtual.run(SECOND);
}
const notesOf = (index: number) => launched()[index]?.history.map(({ what }) => what);

describe('a fleet with a launch timeout', () => {
  it('puts an instance into service when its agent is ready for jobs', async () => {
    const { hub, fleet } = start();
    hub.enqueue(2, { durationMs: 10 * MINUTE });
    await virtual.run(4 * MINUTE);
    expect(fleet.instances().map(({ state }) => state)).toEqual(['in-service', 'in-service']);
    for (const { inServiceAt = 0, registeredAt = Infinity } of fleet.instances()) {
      expect(inServiceAt).toBeGreaterThan(registeredAt);
      expect(inServiceAt - registeredAt).toBeLessThan(SECOND);
    }
  });

  it.each(['error', 'throttled'] as const)(
    'loses no instance while calls to Auto Scaling fail as "%s" for a minute',
    async (kind) => {
      const { hub, network } = start();
      hub.enqueue(3, { durationMs: 10 * MINUTE });
      await launches(3);
      await virtual.run(50 * SECOND);
      const end = network.fail({ service: 'auto-scaling', kind, share: 1 });
      await virtual.run(MINUTE);
      end();
      await virtual.run(12 * MINUTE);
      expect(hub.jobs().map(({ result }) => result)).toEqual(['passed', 'passed', 'passed']);
      expect(
        launched()
          .slice(0, 3)
          .map(({ inServiceAt }) => typeof inServiceAt),
      ).toEqual(['number', 'number', 'number']);
    },
  );

  it('gives no job to an instance that has not been able to report its launch for a third of the timeout', async () => {
    const { hub, network, fleet } = start(
      {},
      await synthesizedTemplate('lab', {
        ...{ ASG_MIN_SIZE: '3', ASG_MAX_SIZE: '10', LAUNCH_TIMEOUT: String(TIMEOUT_SECONDS) },
      }),
    );
    const end = network.fail({ service: 'auto-scaling', kind: 'error', share: 1 });
    await launches(3);
    const launchedAt = Math.min(...launched().map((instance) => instance.launchedAt));
    await virtual.run(launchedAt + 140 * SECOND - virtual.clock.now());
    const registered = launched().filter(({ registeredAt }) => registeredAt !== undefined).length;
    hub.enqueue(3, { durationMs: 2 * MINUTE });
    await virtual.run(6 * MINUTE);
    end();
    await virtual.run(15 * MINUTE);
    const results = hub.jobs().map(({ result }) => result);
    console.info(
      `figure: 3 instances whose launch reports fail for 8 min: ${results.filter((result) => result !== 'passed').length} of 3 jobs lost`,
    );
    expect(registered).toBe(3);
    expect(results).toEqual(['passed', 'passed', 'passed']);
    expect(fleet.instances().filter(({ state }) => state === 'in-service').length).toBeGreaterThan(0);
  });

  it('repeats the launch report of an instance if the group puts it into Pending:Wait only after its agent is ready', async () => {
    const { hub } = start({ pendingWaitMs: 80 * SECOND });
    hub.enqueue(1, { durationMs: 10 * MINUTE });
    await virtual.run(15 * MINUTE);
    expect(hub.jobs()[0]?.result).toBe('passed');
    expect(launched()[0]?.inServiceAt).toBeDefined();
  });

  it('reports the launch before the instance leaves, even after a job of only half a second', async () => {
    const { hub } = start({ pendingWaitMs: 70 * SECOND });
    hub.enqueue(1, { durationMs: 500 });
    await virtual.run(5 * MINUTE);
    expect(hub.jobs()[0]?.result).toBe('passed');
    const notes = notesOf(0) ?? [];
    expect(notes.indexOf('InService')).toBeGreaterThan(-1);
    expect(notes.indexOf('InService')).toBeLessThan(notes.indexOf('Terminating'));
  });

  it('abandons at once an instance whose start script fails', async () => {
    const { parameters, hub } = start();
    parameters.put('lab-ssh-public-keys', '[]');
    hub.enqueue(1, { durationMs: SECOND });
    await launches(1);
    await virtual.run(5 * MINUTE);
    expect(lives().length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...lives())).toBeLessThan(TIMEOUT_SECONDS);
    expect(notesOf(0)).not.toContain('InService');
  });

  it.each<[string, () => void]>([
    ['Semaphore refuses the token', () => virtual.hub.resetToken('revoked')],
    [
      'Semaphore does not answer',
      () => void virtual.network.fail({ service: 'semaphore', kind: 'silent', share: 1 }),
    ],
  ])('replaces each instance before the timeout if %s', async (_, spoil) => {
    const { hub, fleet } = start();
    hub.enqueue(1, { durationMs: SECOND });
    await launches(1);
    spoil();
    await virtual.run(20 * MINUTE);
    expect(lives().length).toBeGreaterThanOrEqual(2);
    expect(Math.max(...lives())).toBeLessThan(TIMEOUT_SECONDS + 60);
    expect(fleet.instances().filter(({ inServiceAt }) => inServiceAt !== undefined)).toEqual([]);
  });

  it('replaces at the timeout each instance of an image that never starts the agent', async () => {
    const { hub } = start({ bootMs: 24 * 60 * MINUTE });
    hub.enqueue(1, { durationMs: SECOND });
    await virtual.run(30 * MINUTE);
    const [first = 0, ...others] = lives();
    // A life includes the launch delay of 15 s before the timeout starts, and up to 65 s from its end until the machine has stopped.
    expect(first).toBeGreaterThanOrEqual(TIMEOUT_SECONDS);
    for (const life of [first, ...others]) expect(life).toBeLessThan(TIMEOUT_SECONDS + 100);
    // 30 minutes have room for nine lives of 200 s. There are fewer, because the group slows its launches.
    expect(launched().length).toBeLessThanOrEqual(9);
  });

  it('abandons the booting instances when the timeout is turned off, and replaces them', async () => {
    const without = await synthesizedTemplate('lab', { ASG_MAX_SIZE: '10' });
    const { hub } = start();
    hub.enqueue(2, { durationMs: 3 * MINUTE });
    await launches(2);
    await virtual.run(30 * SECOND);
    const booting = launched().length;
    virtual.deploy(without);
    await virtual.run(15 * MINUTE);
    expect(
      launched()
        .slice(0, booting)
        .every(({ inServiceAt }) => inServiceAt === undefined),
    ).toBe(true);
    expect(hub.jobs().map(({ result }) => result)).toEqual(['passed', 'passed']);
  });

  it('runs the job of an instance that was launched before the timeout was turned on', async () => {
    const { hub } = start({}, await synthesizedTemplate('lab', { ASG_MAX_SIZE: '10' }));
    hub.enqueue(1, { durationMs: 8 * MINUTE });
    await launches(1);
    await virtual.run(30 * SECOND);
    virtual.deploy(template);
    await virtual.run(15 * MINUTE);
    expect(hub.jobs()[0]?.result).toBe('passed');
  });
});

describe('a stuck agent', () => {
  it('is gone within 17 minutes, and the group replaces its instance', async () => {
    const { hub, fleet, clock } = start();
    hub.enqueue(1, { durationMs: 60 * MINUTE });
    await virtual.run(5 * MINUTE);
    const [instance] = fleet.instances();
    fleet.stickAgent(instance?.id ?? '');
    const since = clock.now();
    await virtual.run(14 * MINUTE);
    expect(fleet.instances()[0]?.state).toBe('in-service');
    await virtual.run(4 * MINUTE);
    expect((fleet.instances()[0]?.terminatedAt ?? Infinity) - since).toBeLessThanOrEqual(17 * MINUTE);
    expect(fleet.instances().length).toBeGreaterThan(1);
  });
});
