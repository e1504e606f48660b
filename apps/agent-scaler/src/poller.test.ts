import { beforeEach, describe, expect, it } from '@jest/globals';
import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import { assemble } from './invocation.ts';
import { World } from './testing/world.ts';

let world: World;
beforeEach(() => {
  world = new World();
});

describe('answers that overtake each other', () => {
  it('are taken in the order of their questions', async () => {
    world.onDemand = async () => {
      if (world.elapsed > 100) return { jobs: { queued: 1, running: 0 }, agents: world.agents };
      await world.clock.sleep(4_000);
      return { jobs: { queued: 10, running: 0 }, agents: world.agents };
    };
    await world.run();
    expect(world.raises.map(({ to }) => to)).toEqual([1]);
  });
});

/** A poller whose every call is answered by hand. */
function pollerByHand() {
  const calls = {
    demand: [] as Answer<MetricsResponse>[],
    group: [] as Answer<GroupLimits>[],
    raises: [] as Answer<void>[],
  };
  const raised: number[] = [];
  const asked = <Value>(answers: Answer<Value>[]) => new Promise<Value>((resolve) => answers.push(resolve));
  const ports = {
    ...world.ports(),
    demand: { getMetrics: () => asked(calls.demand) },
    tokens: { read: async () => 't' },
    capacity: {
      describe: () => asked(calls.group),
      raiseTo: (to: number) => (raised.push(to), asked(calls.raises)),
    },
  };
  const settings = {
    stackName: 'ci',
    pollIntervalMs: 2_000,
    headroom: { strategy: 'none' },
    maxStep: 0,
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
  // The second poll's view of the group may come just before or just after the first one's raise has ended.
  it.each(Array.from({ length: 14 }, (_, i) => i - 7))(
    'never lower what the first has raised (%d steps between)',
    async (steps) => {
      const byHand = pollerByHand();
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

describe('an answer that took long', () => {
  it.each([500, 1_900])(
    'is not decided on the group as it was before: somebody else may have raised it (%d ms)',
    async (answerMs) => {
      world.onDemand = async () => {
        await world.clock.sleep(answerMs);
        return { jobs: { queued: 5, running: 0 }, agents: world.agents };
      };
      // While the first poll waits for its answer.
      world.at(answerMs / 2, () => (world.group = { ...world.group, desired: 8 }));
      await world.run();
      expect(world.raises).toEqual([]);
    },
  );
});

describe('a raise that hangs', () => {
  it('is not made good by the polls that it keeps waiting: an invocation that carried out nothing fails', async () => {
    world.jobs = { queued: 10, running: 0 };
    world.onRaise = async () => {
      await world.clock.sleep(2_950);
      throw new Error('no answer');
    };
    await expect(world.run()).rejects.toMatchObject({ name: 'ScalerFailedError' });
  });

  it('keeps others from being made, for they could arrive the wrong way round', async () => {
    world.jobs = { queued: 10, running: 0 };
    const arrivals: number[] = [];
    world.onRaise = async () => {
      arrivals.push(world.elapsed);
      if (arrivals.length > 1) return;
      world.jobs = { queued: 3, running: 0 };
      await world.clock.sleep(2_950);
      throw new Error('no answer');
    };
    await world.run();
    expect(arrivals).toEqual([150, 4_100]);
    expect(world.raises.map(({ to }) => to)).toEqual([3]);
    expect(world.polls.slice(0, 4)).toEqual([50, 2_000, 4_000, 6_000]);
    const waiting = world.lines.find(({ fields }) => fields.reason === 'another raise is under way');
    expect(waiting?.fields).toMatchObject({ decision: 'hold', desired: 0, target: 0 });
  });
});
