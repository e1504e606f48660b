import { readCron, runsOn } from './cron.ts';
import type { Schedule } from './schedule.ts';
import { Zone } from './zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The runs of several schedules on one day of UTC, in order. */
export interface DayRuns {
  /** Two days with the same pattern have the same runs at the same times of the day. */
  readonly pattern: string;
  readonly runs: readonly DayRun[];
}

export interface DayRun {
  readonly schedule: Schedule;
  /** Milliseconds since the day's midnight in UTC. */
  readonly offset: number;
}

/** A range of days, counted from 1970: the first day, and the day after the last. */
export interface DayRange {
  readonly from: number;
  readonly to: number;
}

/** Gives the runs of schedules day by day. Most days repeat the pattern of an earlier day, so decades take little longer than a year. */
export function* runsByDay(schedules: readonly Schedule[], range: DayRange): Generator<DayRuns> {
  const zones = new Map<string, ZoneByDay>();
  const each = schedules.map((schedule) => {
    const zone = zones.get(schedule.timeZone) ?? new ZoneByDay(schedule.timeZone, range);
    zones.set(schedule.timeZone, zone);
    return new ScheduleByDay(schedule, zone, range);
  });
  const known = new Map<string, DayRuns>();
  for (let day = range.from; day < range.to; day++) {
    const keys = each.map((schedule) => schedule.keyOn(day));
    const pattern = keys.join();
    const found = known.get(pattern) ?? { pattern, runs: inOrder(each, keys, day) };
    known.set(pattern, found);
    yield found;
  }
}

const inOrder = (
  schedules: readonly ScheduleByDay[],
  keys: readonly number[],
  day: number,
): readonly DayRun[] =>
  schedules
    .flatMap((each, index) =>
      each.offsetsOn(day, keys[index] ?? 0).map((offset) => ({ schedule: each.schedule, offset })),
    )
    .sort((one, other) => one.offset - other.offset);

/** How a zone maps its own time to UTC, day by day. */
class ZoneByDay {
  readonly zone: Zone;
  readonly #range: DayRange;
  readonly #keys: readonly number[];

  constructor(name: string, range: DayRange) {
    this.zone = Zone.named(name);
    this.#range = range;
    const numbers = new Map<number, number>();
    const offsets = daysOf({ from: range.from - 2, to: range.to + 3 }).map((day) => this.zone.offset(day));
    // For the runs of a day, `instantOf` needs only the offsets from two days before the day to three days after it.
    this.#keys = daysOf(range).map((_, index) => {
      const near = offsets.slice(index, index + 6);
      const [offset = 0] = near;
      if (near.some((each) => each !== offset)) return -1 - index;
      const number = numbers.get(offset) ?? numbers.size + 1;
      numbers.set(offset, number);
      return number;
    });
  }

  /** Two days with the same constant offset have the same key. A day close to a change of the offset has its own key. */
  keyOn(day: number): number {
    return this.#keys[day - this.#range.from] ?? 0;
  }
}

class ScheduleByDay {
  readonly schedule: Schedule;
  readonly #cron: ReturnType<typeof readCron>;
  readonly #zone: ZoneByDay;
  readonly #first: number;
  /** For each day of the zone, from the day before the first day: whether the schedule runs on it. */
  readonly #runs: readonly boolean[];
  readonly #offsets = new Map<number, readonly number[]>();

  constructor(schedule: Schedule, zone: ZoneByDay, { from, to }: DayRange) {
    this.schedule = schedule;
    this.#cron = readCron(schedule.cron);
    this.#zone = zone;
    this.#first = from - 1;
    this.#runs = daysOf({ from: from - 1, to: to + 1 }).map((day) =>
      runsOn(this.#cron, new Date(day * DAY_MS)),
    );
  }

  /** Two days with the same key have the same runs; 0: no runs. */
  keyOn(day: number): number {
    const index = day - this.#first;
    const mask = [-1, 0, 1].reduce((sum, delta) => 2 * sum + (this.#runs[index + delta] ? 1 : 0), 0);
    return mask === 0 ? 0 : this.#zone.keyOn(day) * 8 + mask;
  }

  /** The runs of a day of UTC, without those that daylight saving time skips: milliseconds since midnight. */
  offsetsOn(day: number, key: number): readonly number[] {
    if (key === 0) return [];
    const known = this.#offsets.get(key);
    if (known !== undefined) return known;
    const local = [day - 1, day, day + 1].filter((each) => this.#runs[each - this.#first]);
    const offsets = local
      .flatMap((each) => this.#instants(each))
      .map((at) => at - day * DAY_MS)
      .filter((offset) => offset >= 0 && offset < DAY_MS);
    this.#offsets.set(key, offsets);
    return offsets;
  }

  #instants(day: number): readonly number[] {
    return this.#cron.hours.flatMap((hour) =>
      this.#cron.minutes.flatMap((minute) => {
        const { at, isSkipped } = this.#zone.zone.instantOf(day * DAY_MS + (hour * 60 + minute) * MINUTE_MS);
        return isSkipped ? [] : [at];
      }),
    );
  }
}

const daysOf = ({ from, to }: DayRange): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);
