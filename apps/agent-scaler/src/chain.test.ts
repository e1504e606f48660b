import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latenessMs, scheduledAt } from './schedule.ts';
import { ON_TIME, World } from './testing/world.ts';

const MINUTE_MS = 60_000;

/** How EventBridge starts the invocations of one minute. */
interface Minute {
  /** One of each start. */
  readonly lateMs: readonly number[];
}

/** Systems Manager fails for a while. */
interface Outage {
  readonly fromMs: number;
  readonly forMs: number;
  readonly of: 'taking' | 'looking' | 'both';
  readonly hangs: boolean;
}

/** Plays minutes one after the other; gives the longest gap between polls, and the most invocations at once. */
async function play(minutes: readonly Minute[], outages: readonly Outage[] = []) {
  const world = new World();
  const { clock } = world;
  const ssm = async (what: Outage['of']) => {
    const outage = outages.find(({ fromMs, forMs, of }) => {
      const since = world.elapsed - fromMs;
      return (of === what || of === 'both') && since >= 0 && since < forMs;
    });
    if (outage === undefined) return;
    if (outage.hangs) await clock.sleep(3_000);
    throw new Error('Systems Manager is down');
  };
  world.onTurnTaken = async () => {
    await ssm('taking');
    world.takeTurn();
  };
  world.onTurnLookedAt = async () => {
    await ssm('looking');
    return world.turn;
  };

  let [running, most, lastStart] = [0, 0, 0];
  const invocation = async (minute: number, lateMs: number) => {
    await clock.sleep(minute * MINUTE_MS);
    const time = new Date(Math.floor(clock.date().getTime() / 1_000) * 1_000).toISOString();
    await clock.sleep(lateMs);
    const now = clock.date();
    const scheduled = scheduledAt({ time }, now);
    most = Math.max(most, (running += 1));
    lastStart = world.elapsed;
    // Grids of invocations lie anywhere; no two of neighbours lie alike.
    const phaseMs = (minute * 700 + lateMs) % 2_000;
    await world.invoke({
      ...ON_TIME,
      scheduledAt: scheduled,
      latenessMs: latenessMs(scheduled, now),
      phaseMs,
    });
    running -= 1;
  };
  const invocations = minutes.flatMap(({ lateMs }, minute) => lateMs.map((late) => invocation(minute, late)));
  await clock.run(Promise.all(invocations));
  const polls = world.polls.toSorted((a, b) => a - b).filter((at) => at <= lastStart + MINUTE_MS);
  return { longestGapMs: Math.max(...polls.slice(1).map((at, index) => at - polls[index]!)), most };
}

const late = fc.integer({ min: 0, max: 20_000 });
const outages = fc.array(
  fc.record({
    fromMs: fc.integer({ min: 0, max: 6 * MINUTE_MS }),
    forMs: fc.integer({ min: 100, max: 2 * MINUTE_MS }),
    of: fc.constantFrom<Outage['of']>('taking', 'looking', 'both'),
    hangs: fc.boolean(),
  }),
  { maxLength: 6 },
);
const minutesOf = (starts: { readonly minLength: number; readonly maxLength: number }) =>
  fc.array(fc.record({ lateMs: fc.array(late, starts) }), { minLength: 6, maxLength: 8 });
const runs = { numRuns: 40 };

describe('minute after minute, with starts up to 20 s late', () => {
  it('polls pause for less than 2.6 s, and three invocations run at most', async () => {
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 1 }), async (minutes) => {
        const { longestGapMs, most } = await play(minutes);
        expect(longestGapMs).toBeLessThanOrEqual(2_600);
        expect(most).toBeLessThanOrEqual(3);
      }),
      runs,
    );
  });

  it('polls pause for less than 5 s whatever becomes of the turns, doubled starts or not', async () => {
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 2 }), outages, async (minutes, faults) => {
        expect((await play(minutes, faults)).longestGapMs).toBeLessThan(5_000);
      }),
      runs,
    );
  });

  it('polls pause for less than 2.6 s though every second start is left out', async () => {
    const none: Minute = { lateMs: [] };
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 1 }), async (minutes) => {
        const thinned = minutes.map((minute, index) => (index % 2 === 1 ? none : minute));
        expect((await play(thinned)).longestGapMs).toBeLessThanOrEqual(2_600);
      }),
      runs,
    );
  });
});
