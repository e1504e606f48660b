import { runsByDay, type DayRun } from './day-runs.ts';
import { lastRun } from './runs.ts';
import { limitsAfter, type Schedule, type SizeLimits } from './schedule.ts';

/** What is wrong with the schedules of a group. */
export type TimetableProblem =
  | { readonly kind: 'never'; readonly schedule: Schedule }
  | { readonly kind: 'same-time'; readonly schedule: Schedule; readonly other: Schedule; readonly at: number }
  | { readonly kind: 'sizes'; readonly schedule: Schedule; readonly limits: SizeLimits; readonly at: number };

const DAY_MS = 24 * 3_600_000;

/**
 * After 28 years, the calendar repeats: every date, leap days included, falls on the same day of the week. Daylight saving time, which
 * changes for example on the last Sunday of March, then changes on the same dates. So whatever two schedules ever do, they do in these
 * years. Zones such as Africa/Casablanca are an exception, because their changes follow the moon. The years are fixed, so that the
 * result does not depend on today's date.
 */
const YEARS = { from: Date.UTC(2027, 0, 1) / DAY_MS, to: Date.UTC(2055, 0, 1) / DAY_MS };

/**
 * Plays 28 years of the schedules. Finds schedules that never run, schedules that run at the same time (Auto Scaling refuses them), and
 * runs after which the sizes would contradict each other (Auto Scaling skips them). Gives at most one problem of each kind for a schedule.
 * @param base - the sizes of the group, which a deployment may set at any time
 */
export function timetableProblems(
  schedules: readonly Schedule[],
  base: SizeLimits,
): readonly TimetableProblem[] {
  const sameTimes = new Map<Schedule, TimetableProblem>();
  const contradictions = new Map<Schedule, TimetableProblem>();
  const hasRun = new Set<Schedule>();
  const played = new Map<string, PlayedDay>();
  let states: readonly SizeLimits[] = [base];
  let midnight = YEARS.from * DAY_MS - DAY_MS;
  for (const { pattern, runs } of runsByDay(schedules, YEARS)) {
    midnight += DAY_MS;
    if (runs.length === 0) continue;
    const key = `${pattern} ${states.map(textOf).join()}`;
    const known = played.get(key);
    const { after, coincident, contradictory } = known ?? playDay(runs, states, base);
    states = after;
    if (known !== undefined) continue;
    played.set(key, { after, coincident, contradictory });
    for (const { schedule } of runs) hasRun.add(schedule);
    for (const { schedule, other, offset } of coincident)
      if (!sameTimes.has(schedule))
        sameTimes.set(schedule, { kind: 'same-time', schedule, other, at: midnight + offset });
    for (const { schedule, limits, offset } of contradictory)
      if (!contradictions.has(schedule))
        contradictions.set(schedule, { kind: 'sizes', schedule, limits, at: midnight + offset });
  }
  const never = schedules
    .filter((schedule) => !hasRun.has(schedule))
    .map((schedule): TimetableProblem => ({ kind: 'never', schedule }));
  return [...never, ...sameTimes.values(), ...contradictions.values()];
}

/** The limits that the runs of the schedules have set by now, beginning with `base`. Assumes that neither a deployment nor a person has set others. */
export function limitsAt(schedules: readonly Schedule[], base: SizeLimits, now: number): SizeLimits {
  return schedules
    .map((schedule) => ({ schedule, at: lastRun(schedule, now) ?? -Infinity }))
    .filter(({ at }) => at > -Infinity)
    .sort((one, other) => one.at - other.at)
    .reduce((limits, { schedule }) => limitsAfter(limits, schedule), base);
}

interface PlayedDay {
  /** The states in which the group can be after the day. */
  readonly after: readonly SizeLimits[];
  readonly coincident: readonly (DayRun & { readonly other: Schedule })[];
  readonly contradictory: readonly (DayRun & { readonly limits: SizeLimits })[];
}

/** Follows every state that the group can be in: a deployment may have set the base sizes just before any run. */
function playDay(runs: readonly DayRun[], before: readonly SizeLimits[], base: SizeLimits): PlayedDay {
  let states = before;
  const contradictory = runs.flatMap((run) => {
    const after = states.map((limits) => limitsAfter(limits, run.schedule));
    const limits = after.find((each) => !isConsistent(each, run.schedule));
    states = distinct([base, ...after.filter((each) => isConsistent(each, run.schedule))]);
    return limits === undefined ? [] : [{ ...run, limits }];
  });
  const coincident = runs.flatMap((run, index) => {
    const previous = runs[index - 1];
    return previous?.offset === run.offset ? [{ ...run, other: previous.schedule }] : [];
  });
  return { after: states, coincident, contradictory };
}

function isConsistent({ minSize, maxSize }: SizeLimits, { desired }: Schedule): boolean {
  return minSize <= maxSize && (desired === undefined || (desired >= minSize && desired <= maxSize));
}

const distinct = (states: readonly SizeLimits[]): readonly SizeLimits[] => [
  ...new Map(states.map((limits) => [textOf(limits), limits])).values(),
];

const textOf = ({ minSize, maxSize }: SizeLimits): string => `${minSize} ${maxSize}`;
