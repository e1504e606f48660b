import { describe, expect, it } from '@jest/globals';
import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { seededRandom } from '../../random.ts';
import { InstanceMetadata, interruptionNotice, rebalanceRecommendation } from './instance-metadata.ts';
import { RetirementWatch, type RetirementWatchOptions } from './retirement-watch.ts';

const idle = ['SYNC request (state: waiting-for-jobs)', 'SYNC response (action: continue)'];
const inFlight = ['SYNC request (state: waiting-for-jobs)'];
const starting = [...inFlight, 'SYNC response (action: run-job, job: j1)'];
const running = ['SYNC request (state: running-job, job: j1)', 'SYNC response (action: continue)'];
const finished = ['SYNC request (state: finished-job, job: j1, result: passed)'];
const nextJob = [...finished, 'SYNC response (action: wait-for-jobs)'];
const minute = 60_000;

/** A watch that looks at the metadata service every 5 seconds. `stops` lists each stop of the agent: the seconds from the start of the watch to the stop, and the reason. */
function start(more: Partial<RetirementWatchOptions> = {}) {
  const clock = new VirtualClock();
  const startedAt = clock.now();
  const metadata = new InstanceMetadata();
  const ended = new AbortController();
  const stops: (readonly [number, string])[] = [];
  const watch = new RetirementWatch({
    ...{ clock, metadata, random: { ...seededRandom(1), fraction: () => 0.5 }, signal: ended.signal },
    ...{ watchPollMs: 5_000, watchLastMs: 25_000, watchReactionMs: 1_000, rolloutReadMs: 300_000 },
    ...{ gracePeriodMs: 60_000, rebalances: true, rollout: undefined, tooOldAt: undefined },
    stopAgent: (reason) => stops.push([Math.floor((clock.now() - startedAt) / 1_000), reason]),
    ...more,
  });
  watch.start();
  const logs = (lines: readonly string[]) => lines.forEach((line) => watch.readLine(line));
  const notice = () => metadata.put('spot/instance-action', interruptionNotice(clock.now() + 120_000));
  return { clock, metadata, watch, ended, stops, logs, notice };
}

describe('RetirementWatch', () => {
  it('stops the agent of an unreported launch only after AWS has refused the report', async () => {
    let wasRefused = false;
    const launch = { retireAt: 0, hasReported: () => false, wasRefused: () => wasRefused };
    const { clock, stops, logs } = start({ launch });
    await clock.advance(10_000);
    logs(idle);
    await clock.advance(10_000);
    expect(stops).toEqual([]);
    wasRefused = true;
    await clock.advance(5_000);
    logs(idle);
    await clock.advance(1_000);
    expect(stops).toEqual([[25, 'unreported launch']]);
  });

  it('stops an idle agent right after its next sync that brings no job', async () => {
    const { clock, stops, logs, notice } = start();
    logs(idle);
    notice();
    await clock.advance(8_000);
    expect(stops).toEqual([]);
    logs(idle);
    await clock.advance(1_000);
    expect(stops).toEqual([[8, 'spot notice']]);
  });

  it.each([
    ['between two syncs, stops the agent after the next sync', idle, 12],
    ['after a job, stops the agent after the next sync', nextJob, 12],
    ['during a sync, stops the agent when the sync is over', inFlight, 15],
    ['just after a job has come, does not stop the agent', starting, undefined],
    ['during a job, does not stop the agent', running, undefined],
    ['while the agent reports the result of its job, does not stop the agent', finished, undefined],
  ] as const)('after a spot notice %s', async (_, lines, second) => {
    const { clock, stops, logs, notice } = start({ gracePeriodMs: 0 });
    logs(lines);
    notice();
    await clock.advance(12_000);
    if (second === 12) logs(idle);
    await clock.advance(3_000);
    if (second === 15) logs(idle.slice(1));
    await clock.advance(1_000);
    expect(stops).toEqual(second === undefined ? [] : [[second, 'spot notice']]);
  });

  it('stops a busy agent when its grace period must begin', async () => {
    const { clock, stops, logs, notice } = start();
    logs(running);
    notice();
    await clock.advance(minute);
    expect(stops).toEqual([[120 - 60 - 25, 'spot notice']]);
  });

  it('does not stop an idle agent before its sync is over, even when the grace period must begin', async () => {
    const { clock, stops, logs, notice } = start({ gracePeriodMs: 120_000 });
    logs(inFlight);
    notice();
    await clock.advance(7_000);
    expect(stops).toEqual([]);
    logs(['SYNC response (action: run-job, job: j1)']);
    await clock.advance(1_000);
    expect(stops).toEqual([[7, 'spot notice']]);
  });

  it('stops an idle agent 10 seconds after its grace period must begin if its sync does not end', async () => {
    const { clock, stops, logs, notice } = start();
    notice();
    await clock.advance(30_000);
    logs(inFlight);
    await clock.advance(minute);
    expect(stops).toEqual([[35 + 10, 'spot notice']]);
  });

  it('does not take an agent for idle if its log has had no line for 30 seconds', async () => {
    const { clock, stops, logs, notice } = start();
    notice();
    logs(inFlight);
    await clock.advance(minute);
    expect(stops).toEqual([[35, 'spot notice']]);
    const other = start();
    other.metadata.put('events/recommendations/rebalance', rebalanceRecommendation(0));
    await other.clock.advance(10 * minute);
    expect(other.stops).toEqual([]);
  });

  it.each([
    ['a rebalance recommendation', 'rebalance recommendation'],
    ['the end of its lifetime', 'too old'],
    ['a termination', 'termination'],
  ] as const)('after %s, lets a busy agent finish its job', async (_, reason) => {
    const tooOldAt = reason === 'too old' ? new VirtualClock().now() + 1_000 : undefined;
    const { clock, metadata, watch, stops, logs } = start({ tooOldAt });
    logs(running);
    if (reason === 'rebalance recommendation')
      metadata.put('events/recommendations/rebalance', rebalanceRecommendation(0));
    if (reason === 'termination') metadata.put('autoscaling/target-lifecycle-state', 'Terminated');
    await clock.advance(10 * minute);
    expect(stops).toEqual([]);
    expect(watch.reason).toBe(reason);
    logs(nextJob);
    await clock.advance(1_000);
    expect(stops).toEqual([[600, reason]]);
  });

  it('ignores a rebalance recommendation in a group without capacity rebalance', async () => {
    const { clock, metadata, watch } = start({ rebalances: false });
    metadata.put('events/recommendations/rebalance', rebalanceRecommendation(0));
    await clock.advance(minute);
    expect(watch.reason).toBeUndefined();
  });

  it('gives the strongest of several reasons, and stops the agent once', async () => {
    const { clock, metadata, watch, stops, logs, notice } = start();
    logs(running);
    metadata.put('events/recommendations/rebalance', rebalanceRecommendation(0));
    await clock.advance(minute);
    notice();
    await clock.advance(minute);
    expect(watch.reason).toBe('spot notice');
    logs(nextJob);
    await clock.advance(minute);
    expect(stops).toEqual([[60 + 35, 'spot notice']]);
  });

  it('ends with the agent', async () => {
    const { clock, ended, stops, notice } = start({ tooOldAt: Infinity });
    notice();
    await clock.advance(10_000);
    ended.abort();
    await clock.advance(10 * minute);
    expect(stops).toEqual([]);
    expect(clock.sleeping).toBe(0);
  });
});
