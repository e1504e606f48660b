import { beforeEach, describe, expect, it } from '@jest/globals';
import { ThrottledError } from '@agent-aws-stack/aws-clients';
import { QuotaModel } from '@agent-aws-stack/sizing/testing';
import { AWS_DETAIL, fail, SITE } from './testing/failing.ts';
import { Fixture, ON_TIME } from './testing/fixture.ts';

const QUOTA = 5;
const QUEUED = 50;
const BOOT_SECONDS = 40;
const IDLE_TIMEOUT_SECONDS = 120;
/** The settings of the scaler: one agent of headroom. */
const SETTINGS = { headroom: { strategy: 'number', factor: 1 } } as const;
/** When the surplus instances of the first raise have booted and idled out. The raise comes after at most 2 s; 12 s are a reserve. */
const IDLED_OUT_MS = (2 + BOOT_SECONDS + IDLE_TIMEOUT_SECONDS + 12) * 1_000;

let fixture: Fixture;
let model: QuotaModel;
let instances: { readonly at: number; readonly count: number }[];
beforeEach(() => {
  fixture = new Fixture();
  instances = [];
  let random = 0;
  model = new QuotaModel({
    quota: QUOTA,
    bootSeconds: BOOT_SECONDS,
    idleTimeoutSeconds: IDLE_TIMEOUT_SECONDS,
    afterJob: 'shrink',
    random: () => (random = (random + 0.37) % 1),
  });
  model.enqueue(...Array.from({ length: QUEUED }, (_, job) => 300 + 7 * job));
  fixture.group = { min: 0, max: 100, desired: 0 };
  fixture.onDemand = () => {
    const { queued, running, idle, occupied } = model.sample();
    return { jobs: { queued, running }, agents: { idle, occupied } };
  };
  fixture.onDescribe = () => ({ ...fixture.group, desired: model.desired });
});

/** Runs an invocation each minute, and the model of the fleet beside them. */
async function run(minutes: number): Promise<void> {
  const { clock } = fixture;
  const fleet = async () => {
    for (let second = 0; second < minutes * 60; second++) {
      await clock.sleep(1_000);
      const raise = fixture.raises.at(-1);
      if (raise !== undefined && raise !== applied) model.desired = (applied = raise).to;
      model.tick();
      instances.push({ at: fixture.elapsed, count: model.instances });
    }
  };
  let applied: unknown;
  const invocations = Array.from({ length: minutes }, async (_, minute) => {
    await clock.sleep(minute * 60_000);
    await fixture.invoke({ ...ON_TIME, phaseMs: (minute * 700) % 2_000 }, SETTINGS);
  });
  await clock.run(Promise.all([fleet(), ...invocations]));
}

const most = (fromMs: number, toMs = Number.POSITIVE_INFINITY) =>
  Math.max(...instances.filter(({ at }) => at >= fromMs && at < toMs).map(({ count }) => count));

describe('50 jobs with a quota of 5', () => {
  it('have at most 5 instances, plus 1 of headroom, once the surplus has idled out, through all handovers', async () => {
    await run(15);
    expect(most(0)).toBe(QUEUED + 1);
    expect(most(IDLED_OUT_MS)).toBeLessThanOrEqual(QUOTA + 1);
    expect(model.starts.length).toBeGreaterThan(10);
  });

  it('show as 45 held jobs in the decisions and in the metric JobsHeld, and as a quota of 5 in the lease', async () => {
    await run(2);
    const decisions = fixture.lines.filter(({ fields }) => 'decision' in fields);
    expect(decisions.at(-1)?.fields).toMatchObject({ queued: 45, running: 5, held: 45 });
    expect(fixture.metric('JobsHeld').map(([held]) => held)).toContain(45);
    expect(fixture.leaseEstimate).toMatchObject({ ceiling: 5 });
  });

  it('have no note in the lease any more when none of them is held', async () => {
    fixture.at(100_000, () => (model.quota = 100));
    await run(4);
    expect(model.sample()).toMatchObject({ queued: 0, running: QUEUED });
    expect(fixture.leaseEstimate).toBeUndefined();
  });

  it('make the scaler launch surplus instances once more if the lease cannot be read at a handover', async () => {
    fixture.at(475_000, () => (fixture.onLeaseRead = fail(new ThrottledError(SITE, AWS_DETAIL))));
    fixture.at(482_000, () => (fixture.onLeaseRead = () => fixture.leaseVersion));
    await run(15);
    expect(most(IDLED_OUT_MS, 475_000)).toBeLessThanOrEqual(QUOTA + 1);
    expect(most(475_000, 490_000)).toBeGreaterThan(QUEUED - 10);
    expect(most(490_000 + IDLED_OUT_MS)).toBeLessThanOrEqual(QUOTA + 1);
  });

  it('delay no decision by more than a second if the read of the lease hangs', async () => {
    fixture.onLeaseRead = () => new Promise(() => undefined);
    await run(1);
    expect(fixture.raises[0]?.at).toBeLessThanOrEqual(1_100);
  });
});
