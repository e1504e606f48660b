import { readCron, runsOn, type Cron } from './cron.ts';
import type { Schedule } from './schedule.ts';
import { Zone } from './zone.ts';

/** A time of a schedule. */
export interface Run {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The date and time in the schedule's zone, as the instant at which UTC has the same date and time. */
  readonly wallTime: number;
  /**
   * Whether daylight saving time skips this time of the day. It is assumed that Auto Scaling does not run an action at a skipped time, and
   * runs it once at a time that occurs twice. AWS's guide says only that actions adjust to daylight saving time.
   */
  readonly isSkipped: boolean;
}

type Timing = Pick<Schedule, 'cron' | 'timeZone'>;

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** An expression for 29 February may have no run for eight years, around a year such as 2100. */
const LONGEST_PAUSE_DAYS = 8 * 366;

/** The runs of a schedule from the instant `from` until before `to`, in order, with those that daylight saving time skips. */
export function* runsBetween({ cron, timeZone }: Timing, from: number, to: number): Generator<Run> {
  const parsed = readCron(cron);
  const zone = Zone.named(timeZone);
  for (let day = dayOf(from) - 1; day <= dayOf(to) + 1; day++)
    for (const run of runsOfDay(parsed, zone, day)) if (run.at >= from && run.at < to) yield run;
}

/** The next `count` runs of a schedule, and the skipped ones between them. */
export function nextRuns(schedule: Timing, now: number, count: number): readonly Run[] {
  const found: Run[] = [];
  for (const run of runsBetween(schedule, now + 1, now + LONGEST_PAUSE_DAYS * DAY_MS)) {
    found.push(run);
    if (found.filter(({ isSkipped }) => !isSkipped).length === count) break;
  }
  return found;
}

/** The last run of a schedule up to and including an instant; undefined if there was none in a year. */
export function lastRun({ cron, timeZone }: Timing, now: number): number | undefined {
  const parsed = readCron(cron);
  const zone = Zone.named(timeZone);
  for (let day = dayOf(now) + 1; day >= dayOf(now) - 366; day--) {
    const runs = runsOfDay(parsed, zone, day);
    const last = runs.findLast(({ at, isSkipped }) => !isSkipped && at <= now);
    if (last !== undefined) return last.at;
  }
  return undefined;
}

const dayOf = (at: number): number => Math.floor(at / DAY_MS);

function runsOfDay(cron: Cron, zone: Zone, day: number): readonly Run[] {
  if (!runsOn(cron, new Date(day * DAY_MS))) return [];
  return cron.hours.flatMap((hour) =>
    cron.minutes.map((minute) => {
      const wallTime = day * DAY_MS + (hour * 60 + minute) * MINUTE_MS;
      return { wallTime, ...zone.instantOf(wallTime) };
    }),
  );
}
