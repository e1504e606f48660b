import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { metricDimensions, METRICS, METRICS_NAMESPACE } from '@agent-aws-stack/contract';
import { synthesizedTemplate } from './synthesized-template.ts';
import { VirtualFleet } from './virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const POLL = 2 * SECOND;
const QUOTA = 5;
const QUEUED = 50;
const MAX_WAIT = 3 * MINUTE;
/** How long after the first raise the surplus is gone: a minute to launch and boot, the idle timeout of 300 s, and 27 s to end. */
const IDLED_OUT = MINUTE + 300 * SECOND + 12 * SECOND + 15 * SECOND;
let template: unknown;
let virtual: VirtualFleet;

beforeAll(async () => {
  template = await synthesizedTemplate('lab', {
    ASG_MAX_SIZE: '60',
    OVERPROVISION_STRATEGY: 'number',
    OVERPROVISION_FACTOR: '1',
    MAX_JOB_WAIT: String(MAX_WAIT / SECOND),
  });
});
afterEach(() => virtual.close());

async function start(): Promise<VirtualFleet> {
  virtual = new VirtualFleet({
    ...{ stackName: 'lab', template, token: { parameter: 'agent-token', value: 't0ken' }, seed: 3 },
  });
  await virtual.run(10 * MINUTE);
  return virtual;
}

const instances = () =>
  virtual.fleet.instances().filter(({ state }) => state !== 'terminating' && state !== 'terminated').length;

/** The largest number of instances in this time. */
async function mostInstances(forMs: number): Promise<number> {
  let most = 0;
  for (let passed = 0; passed < forMs; passed += 5 * SECOND) {
    await virtual.run(5 * SECOND);
    most = Math.max(most, instances());
  }
  return most;
}

const metric = (name: string) => ({
  namespace: METRICS_NAMESPACE,
  name,
  dimensions: metricDimensions('lab'),
});

describe('50 jobs with a quota of 5', () => {
  it('have 5 instances and 1 of headroom once the surplus has idled out, and 50 after the quota is lifted', async () => {
    const { hub, parameters } = await start();
    hub.limitJobs(QUOTA);
    hub.enqueue(QUEUED, { durationMs: 90 * MINUTE });
    expect(await mostInstances(IDLED_OUT)).toBeGreaterThanOrEqual(QUEUED);
    expect(await mostInstances(40 * MINUTE)).toBeLessThanOrEqual(QUOTA + 1);
    expect(hub.demand()).toEqual({ queued: QUEUED - QUOTA, running: QUOTA });
    expect(parameters.get('lab-scaler-turn').value).toContain('the quota allows 5 jobs');
    hub.limitJobs(undefined);
    await virtual.run(4 * MINUTE);
    expect(hub.demand()).toEqual({ queued: 0, running: QUEUED });
  });
});

describe('the alarm about jobs that wait long', () => {
  it('fires while jobs wait longer than the limit, even if none starts, and is quiet otherwise', async () => {
    const { hub, network, alarms, clock } = await start();
    const isFiring = () => alarms.alarming.includes('lab-jobs-waiting-long');
    const changes = () => alarms.changes.filter(({ alarm }) => alarm === 'lab-jobs-waiting-long');
    for (let wave = 0; wave < 10; wave++) {
      hub.enqueue(8, { durationMs: 30 * SECOND });
      await virtual.run(2 * MINUTE);
    }
    expect(changes()).toEqual([]);
    const end = network.fail({ service: 'ssm', kind: 'refused', share: 1, caller: 'instances' });
    await virtual.run(8 * MINUTE);
    hub.enqueue(8, { durationMs: 30 * SECOND });
    const queuedAt = clock.now();
    while (!isFiring() && clock.now() - queuedAt < 20 * MINUTE) await virtual.run(5 * SECOND);
    const firedAfter = clock.now() - queuedAt;
    expect(hub.demand()).toEqual({ queued: 8, running: 0 });
    expect(firedAfter).toBeGreaterThan(MAX_WAIT);
    expect(firedAfter).toBeLessThan(MAX_WAIT + 4 * MINUTE);
    end();
    await virtual.run(60 * MINUTE);
    expect(hub.demand()).toEqual({ queued: 0, running: 0 });
    expect(isFiring()).toBe(false);
    console.log(
      `no agent starts: the alarm fires ${(firedAfter / MINUTE).toFixed(1)} min after jobs are queued, limit ${MAX_WAIT / MINUTE} min`,
    );
  });
});

describe('JobWait', () => {
  it('says how long each job waited, to within a poll', async () => {
    const { hub, clock, metrics } = await start();
    const since = clock.now();
    for (let wave = 0; wave < 12; wave++) {
      hub.enqueue(1 + ((wave * 7) % 9), { durationMs: 100 * SECOND + wave * 7 * SECOND });
      await virtual.run(47 * SECOND);
    }
    await virtual.run(20 * MINUTE);
    const waits = hub.jobs().map(({ assignedAt = NaN, queuedAt }) => (assignedAt - queuedAt) / SECOND);
    const read = (statistic: 'SampleCount' | 'Average' | 'Maximum' | 'p50' | 'p95') =>
      metrics.read(metric(METRICS.jobWait), statistic, since - MINUTE, clock.now() + MINUTE) ?? NaN;
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    // The count may be off by two: both invocations of a handover may count the same start, and a late list of jobs may hide one.
    expect(Math.abs(read('SampleCount') - waits.length)).toBeLessThanOrEqual(2);
    expect(Math.abs(read('Average') - mean)).toBeLessThanOrEqual(POLL / SECOND);
    expect(Math.abs(read('Maximum') - Math.max(...waits))).toBeLessThanOrEqual(POLL / SECOND + 0.5);
  });
});
