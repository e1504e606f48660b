import { afterEach, describe, expect, it } from '@jest/globals';
import { NO_SPOT_CAPACITY } from '../fleet/ec2/capacity-pools.ts';
import { printFigure } from './testing/print-figure.ts';
import { percentile, SPOT_QUOTA_REACHED, SpotFleet, type SpotFleetOptions } from './testing/spot-drought.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const AFTER = 90;
const IDLE = 300;
/** In seconds: one poll sees the jobs, another one raises the capacity, and each takes up to two seconds. */
const POLLS = 2 * 2;
const JOB_MS = 6 * MINUTE;

let fleet: SpotFleet;
const start = async (more: Partial<SpotFleetOptions> = {}): Promise<SpotFleet> =>
  (fleet = await SpotFleet.start({
    ...{ fallbackAfterSeconds: AFTER, idleTimeoutSeconds: IDLE, maxSize: 120 },
    ...more,
  }));
afterEach(() => fleet.virtual.close());

const raises = () => fleet.log.filter((line) => line.startsWith('on-demand capacity raised'));

describe('on-demand instances that stand in for spot instances', () => {
  it('serve 100 jobs in a drought of 20 minutes, and leave afterwards', async () => {
    const { virtual } = await start();
    const restore = virtual.fleet.pools.limit({ market: 'spot' });
    virtual.hub.enqueue(100, { durationMs: JOB_MS });
    await fleet.run(16 * MINUTE);
    const p95 = percentile(fleet.waits, 0.95);
    // While the drought lasts, jobs that are queued later need not wait for the 90 s again.
    virtual.hub.enqueue(20, { durationMs: JOB_MS });
    await fleet.run(4 * MINUTE);
    restore();
    const restoredAt = virtual.elapsedMs;
    await fleet.run(20 * MINUTE);
    const leftAfter = ((fleet.lastOnDemandAt ?? 0) - restoredAt) / SECOND;
    printFigure(
      'spot drought of 20 min, 100 queued jobs, fallback after 90 s',
      `p95 of the wait ${p95.toFixed(0)} s (fallback ${AFTER} s, boot ${fleet.bootSeconds.toFixed(0)} s), up to ${fleet.mostOnDemand} on-demand instances, the last gone ${leftAfter.toFixed(0)} s after the drought`,
    );
    expect(p95).toBeLessThanOrEqual(AFTER + fleet.bootSeconds + POLLS);
    expect(fleet.mostOnDemand).toBe(100);
    expect(fleet.count('on-demand')).toBe(0);
    expect(leftAfter).toBeLessThanOrEqual(IDLE + JOB_MS / SECOND);
    expect(raises()[0]).toContain(NO_SPOT_CAPACITY);
    expect(virtual.hub.jobs().every(({ result }) => result === 'passed')).toBe(true);
  });

  it('stand in if the quota of spot instances is reached, and never exceed the maximum', async () => {
    const { virtual } = await start({ maxSize: 60 });
    virtual.fleet.pools.limit({ market: 'spot' }, 25, SPOT_QUOTA_REACHED);
    virtual.hub.enqueue(100, { durationMs: JOB_MS });
    await fleet.run(5 * MINUTE);
    expect(fleet.count('spot')).toBe(25);
    expect(fleet.count('on-demand')).toBe(35);
    expect(raises()[0]).toContain(SPOT_QUOTA_REACHED);
    await fleet.run(15 * MINUTE);
    expect(fleet.excess).toBe(0);
  });

  it('do not stand in if spot capacity comes and goes every ten seconds', async () => {
    const { virtual } = await start();
    virtual.hub.enqueue(40, { durationMs: 2 * MINUTE });
    for (let round = 0; round < 30; round++) {
      const restore = virtual.fleet.pools.limit({ market: 'spot' });
      await fleet.run(10 * SECOND);
      restore();
      await fleet.run(10 * SECOND);
      if (round % 5 === 4) virtual.hub.enqueue(20, { durationMs: 2 * MINUTE });
    }
    printFigure('spot capacity that comes and goes every 10 s', `${fleet.mostOnDemand} on-demand instances`);
    expect(fleet.mostOnDemand).toBe(0);
  });

  it('stand in later, but not in larger numbers, if the scaler is restarted during the drought', async () => {
    const { virtual } = await start();
    virtual.fleet.pools.limit({ market: 'spot' });
    virtual.hub.enqueue(30, { durationMs: JOB_MS });
    await fleet.run(60 * SECOND);
    virtual.scaler.kill();
    await fleet.run(7 * MINUTE);
    const p95 = percentile(fleet.waits, 0.95);
    printFigure('spot drought, scaler restarted after 60 s', `p95 of the wait ${p95.toFixed(0)} s`);
    expect(p95).toBeGreaterThan(AFTER);
    expect(p95).toBeLessThanOrEqual(60 + 60 + AFTER + fleet.bootSeconds + POLLS);
    expect(fleet.mostOnDemand).toBe(30);
  });

  it('do not stand in while EC2 has spot capacity, however many jobs come and go', async () => {
    const { virtual } = await start();
    for (let round = 0; round < 20; round++) {
      virtual.hub.enqueue(1 + (round % 7) * 8, { durationMs: ((round % 3) + 1) * 20 * SECOND });
      await fleet.run(30 * SECOND);
    }
    expect(fleet.mostOnDemand).toBe(0);
  });
});
