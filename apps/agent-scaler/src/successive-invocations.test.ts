import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latenessMs, scheduledAt } from './schedule.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

const MINUTE_MS = 60_000;

/** The invocations that EventBridge starts for one minute. */
interface Minute {
  /** Milliseconds by which each of them is late. */
  readonly lateMs: readonly number[];
}

/** A period in which SSM fails. */
interface Outage {
  readonly fromMs: number;
  readonly forMs: number;
  readonly calls: 'take' | 'read' | 'both';
  readonly hangs: boolean;
}

/** Runs the invocations. Returns the longest gap between polls, and the largest number of invocations at once. */
async function runMinutes(minutes: readonly Minute[], outages: readonly Outage[] = []) {
  const fixture = new Fixture();
  const { clock } = fixture;
  const failDuringOutage = async (call: Outage['calls']) => {
    const outage = outages.find(({ fromMs, forMs, calls }) => {
      const since = fixture.elapsed - fromMs;
      return (calls === call || calls === 'both') && since >= 0 && since < forMs;
    });
    if (outage === undefined) return;
    if (outage.hangs) await clock.sleep(3_000);
    throw new Error('SSM is down');
  };
  fixture.onLeaseTaken = async () => {
    await failDuringOutage('take');
    return fixture.takeLease();
  };
  fixture.onLeaseRead = async () => {
    await failDuringOutage('read');
    return fixture.leaseVersion;
  };

  let [running, mostAtOnce, lastStart] = [0, 0, 0];
  const invocation = async (minute: number, lateMs: number) => {
    await clock.sleep(minute * MINUTE_MS);
    const time = new Date(Math.floor(clock.date().getTime() / 1_000) * 1_000).toISOString();
    await clock.sleep(lateMs);
    const now = clock.date();
    const scheduled = scheduledAt({ time }, now);
    mostAtOnce = Math.max(mostAtOnce, (running += 1));
    lastStart = fixture.elapsed;
    const phaseMs = (minute * 700 + lateMs) % 2_000;
    await fixture.invoke({
      ...ON_TIME,
      scheduledAt: scheduled,
      latenessMs: latenessMs(scheduled, now),
      phaseMs,
    });
    running -= 1;
  };
  const invocations = minutes.flatMap(({ lateMs }, minute) => lateMs.map((late) => invocation(minute, late)));
  await clock.run(Promise.all(invocations));
  const polls = fixture.polls.toSorted((a, b) => a - b).filter((at) => at <= lastStart + MINUTE_MS);
  return { longestGapMs: Math.max(...polls.slice(1).map((at, index) => at - polls[index]!)), mostAtOnce };
}

const late = fc.integer({ min: 0, max: 20_000 });
const outages = fc.array(
  fc.record({
    fromMs: fc.integer({ min: 0, max: 6 * MINUTE_MS }),
    forMs: fc.integer({ min: 100, max: 2 * MINUTE_MS }),
    calls: fc.constantFrom<Outage['calls']>('take', 'read', 'both'),
    hangs: fc.boolean(),
  }),
  { maxLength: 6 },
);
const minutesOf = (starts: { readonly minLength: number; readonly maxLength: number }) =>
  fc.array(fc.record({ lateMs: fc.array(late, starts) }), { minLength: 6, maxLength: 8 });
const runs = { numRuns: 40 };

describe('successive invocations, each up to 20 s late', () => {
  it('leave gaps of at most 2.6 s, and at most three run at once', async () => {
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 1 }), async (minutes) => {
        const { longestGapMs, mostAtOnce } = await runMinutes(minutes);
        expect(longestGapMs).toBeLessThanOrEqual(2_600);
        expect(mostAtOnce).toBeLessThanOrEqual(3);
      }),
      runs,
    );
  });

  it('leave gaps of less than 5 s even if SSM fails and some invocations start twice', async () => {
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 2 }), outages, async (minutes, faults) => {
        expect((await runMinutes(minutes, faults)).longestGapMs).toBeLessThan(5_000);
      }),
      runs,
    );
  });

  it('leave gaps of at most 2.6 s even if EventBridge skips every second start', async () => {
    const noStart: Minute = { lateMs: [] };
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 1 }), async (minutes) => {
        const everySecond = minutes.map((minute, index) => (index % 2 === 1 ? noStart : minute));
        expect((await runMinutes(everySecond)).longestGapMs).toBeLessThanOrEqual(2_600);
      }),
      runs,
    );
  });
});
