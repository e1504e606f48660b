import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { latenessMs, scheduledAt } from './schedule.ts';
import { ON_TIME, Fixture } from './testing/fixture.ts';

const MINUTE_MS = 60_000;

/** The invocations that EventBridge starts for one minute. */
interface Minute {
  /** How late each of them starts. */
  readonly lateMs: readonly number[];
}

/** A time in which Systems Manager fails. */
interface Outage {
  readonly fromMs: number;
  readonly forMs: number;
  readonly of: 'take' | 'read' | 'both';
  readonly hangs: boolean;
}

/** Runs the invocations; returns the longest gap between polls, and the most invocations that ran at once. */
async function play(minutes: readonly Minute[], outages: readonly Outage[] = []) {
  const fixture = new Fixture();
  const { clock } = fixture;
  const ssm = async (what: Outage['of']) => {
    const outage = outages.find(({ fromMs, forMs, of }) => {
      const since = fixture.elapsed - fromMs;
      return (of === what || of === 'both') && since >= 0 && since < forMs;
    });
    if (outage === undefined) return;
    if (outage.hangs) await clock.sleep(3_000);
    throw new Error('Systems Manager is down');
  };
  fixture.onLeaseTaken = async () => {
    await ssm('take');
    return fixture.takeLease();
  };
  fixture.onLeaseRead = async () => {
    await ssm('read');
    return fixture.leaseVersion;
  };

  let [running, most, lastStart] = [0, 0, 0];
  const invocation = async (minute: number, lateMs: number) => {
    await clock.sleep(minute * MINUTE_MS);
    const time = new Date(Math.floor(clock.date().getTime() / 1_000) * 1_000).toISOString();
    await clock.sleep(lateMs);
    const now = clock.date();
    const scheduled = scheduledAt({ time }, now);
    most = Math.max(most, (running += 1));
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
  return { longestGapMs: Math.max(...polls.slice(1).map((at, index) => at - polls[index]!)), most };
}

const late = fc.integer({ min: 0, max: 20_000 });
const outages = fc.array(
  fc.record({
    fromMs: fc.integer({ min: 0, max: 6 * MINUTE_MS }),
    forMs: fc.integer({ min: 100, max: 2 * MINUTE_MS }),
    of: fc.constantFrom<Outage['of']>('take', 'read', 'both'),
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
        const { longestGapMs, most } = await play(minutes);
        expect(longestGapMs).toBeLessThanOrEqual(2_600);
        expect(most).toBeLessThanOrEqual(3);
      }),
      runs,
    );
  });

  it('leave gaps of less than 5 s whatever happens to the lease, and if some start twice', async () => {
    await fc.assert(
      fc.asyncProperty(minutesOf({ minLength: 1, maxLength: 2 }), outages, async (minutes, faults) => {
        expect((await play(minutes, faults)).longestGapMs).toBeLessThan(5_000);
      }),
      runs,
    );
  });

  it('leave gaps of at most 2.6 s even if EventBridge skips every second start', async () => {
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
