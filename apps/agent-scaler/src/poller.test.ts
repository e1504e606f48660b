import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { assemble } from './invocation.ts';
import { Fixture } from './testing/fixture.ts';

let fixture: Fixture;
beforeEach(() => {
  fixture = new Fixture();
});

describe('a reply that arrives after the reply to a later poll', () => {
  it('is ignored', async () => {
    fixture.onDemand = async () => {
      if (fixture.elapsed > 100) return { jobs: { queued: 1, running: 0 }, agents: fixture.agents };
      await fixture.clock.sleep(4_000);
      return { jobs: { queued: 10, running: 0 }, agents: fixture.agents };
    };
    await fixture.run();
    expect(fixture.raises.map(({ to }) => to)).toEqual([1]);
  });
});

/** A poller, and its pending calls, which the test answers itself. */
function pollerWithPendingCalls() {
  const calls = {
    demand: [] as Answer<MetricsResponse>[],
    group: [] as Answer<GroupLimits>[],
    raises: [] as Answer<void>[],
  };
  const raised: number[] = [];
  const pending = <Value>(answers: Answer<Value>[]) => new Promise<Value>((resolve) => answers.push(resolve));
  const ports = {
    ...fixture.ports(),
    lease: undefined,
    demand: { ...fixture.ports().demand, getMetrics: () => pending(calls.demand) },
    token: { name: '/ci/token', read: async () => 't' },
    capacity: {
      describe: () => pending(calls.group),
      raiseTo: (to: number) => (raised.push(to), pending(calls.raises)),
    },
  };
  const settings = {
    stackName: 'ci',
    pollIntervalMs: 2_000,
    headroom: { strategy: 'none' },
    maxStep: 0,
    onDemandFallbackAfterMs: 0,
    maxJobWaitMs: 0,
  } as const;
  return { ...calls, raised, poller: assemble(ports, settings).poller };
}
type Answer<Value> = (value: Value) => void;
const group = (desired: number): GroupLimits => ({ min: 0, max: 10, desired });
const demand = (queued: number): MetricsResponse => ({
  jobs: { queued, running: 0 },
  agents: { idle: 0, occupied: 0 },
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('two polls at once', () => {
  // The second poll's description of the group may arrive just before or just after the end of the first poll's raise.
  it.each(Array.from({ length: 14 }, (_, i) => i - 7))(
    'never lower the capacity that the first poll has raised (description %d microtasks before the end of the raise)',
    async (steps) => {
      const byHand = pollerWithPendingCalls();
      const polls = [byHand.poller.poll()];
      await settled();
      byHand.demand[0]?.(demand(8));
      byHand.group[0]?.(group(0));
      await settled();
      expect(byHand.raised).toEqual([8]);
      polls.push(byHand.poller.poll());
      await settled();
      byHand.demand[1]?.(demand(3));
      await settled();
      const [first, second] = [() => byHand.raises[0]?.(), () => byHand.group[1]?.(group(0))];
      (steps < 0 ? first : second)();
      for (let step = 0; step < Math.abs(steps); step++) await Promise.resolve();
      (steps < 0 ? second : first)();
      await settled();
      for (const answer of byHand.group) answer(group(8));
      await Promise.all(polls);
      expect(byHand.raised).toEqual([8]);
    },
  );
});

describe('a slow reply', () => {
  it.each([500, 1_900])(
    'makes the poller describe the group again, because somebody else may have raised its capacity (%d ms)',
    async (answerMs) => {
      fixture.onDemand = async () => {
        await fixture.clock.sleep(answerMs);
        return { jobs: { queued: 5, running: 0 }, agents: fixture.agents };
      };
      // Someone raises the capacity while the first poll waits for Semaphore's reply.
      fixture.at(answerMs / 2, () => (fixture.group = { ...fixture.group, desired: 8 }));
      await fixture.run();
      expect(fixture.raises).toEqual([]);
    },
  );
});

describe('a raise that hangs', () => {
  it('makes the invocation fail: a poll whose raise is held back meanwhile does not count as a success', async () => {
    fixture.jobs = { queued: 10, running: 0 };
    fixture.onRaise = async () => {
      await fixture.clock.sleep(2_950);
      throw new Error('no answer');
    };
    await expect(fixture.run()).rejects.toMatchObject({ name: 'ScalerFailedError' });
  });

  it('blocks other raises, because they could arrive in the wrong order', async () => {
    fixture.jobs = { queued: 10, running: 0 };
    const arrivals: number[] = [];
    fixture.onRaise = async () => {
      arrivals.push(fixture.elapsed);
      if (arrivals.length > 1) return;
      fixture.jobs = { queued: 3, running: 0 };
      await fixture.clock.sleep(2_950);
      throw new Error('no answer');
    };
    await fixture.run();
    expect(arrivals).toEqual([150, 4_100]);
    expect(fixture.raises.map(({ to }) => to)).toEqual([3]);
    expect(fixture.polls.slice(0, 4)).toEqual([50, 2_000, 4_000, 6_000]);
    const waiting = fixture.lines.find(({ fields }) => fields.reason === 'another raise is in progress');
    expect(waiting?.fields).toMatchObject({ decision: 'hold', desired: 0, target: 0 });
  });
});
