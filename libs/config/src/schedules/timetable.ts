import { lastRun, runsBetween } from './runs.ts';
import { limitsAfter, type Schedule, type SizeLimits } from './schedule.ts';

/** What is wrong with the schedules of a group. */
export type TimetableProblem =
  | { readonly kind: 'never'; readonly schedule: Schedule }
  | { readonly kind: 'same-time'; readonly schedule: Schedule; readonly other: Schedule; readonly at: number }
  | { readonly kind: 'sizes'; readonly schedule: Schedule; readonly limits: SizeLimits; readonly at: number };

/** A leap year: the schedules are checked over one year that has all days, so that the result does not depend on the date. */
const YEAR = { from: Date.UTC(2028, 0, 1), to: Date.UTC(2029, 0, 1) };

/**
 * Plays a year of the schedules. Finds those that never run, two that run at the same time, which Auto Scaling refuses, and a run
 * after which the sizes contradict each other, which Auto Scaling leaves out. At most one problem a schedule.
 * @param base - the sizes of the group, which a deployment may set at any time of the year
 */
export function timetableProblems(
  schedules: readonly Schedule[],
  base: SizeLimits,
): readonly TimetableProblem[] {
  const runsOf = schedules.map((schedule) => ({
    schedule,
    times: [...runsBetween(schedule, YEAR.from, YEAR.to)].flatMap(({ at, isSkipped }) =>
      isSkipped ? [] : [at],
    ),
  }));
  const never = runsOf
    .filter(({ times }) => times.length === 0)
    .map(({ schedule }): TimetableProblem => ({ kind: 'never', schedule }));
  const runs = runsOf
    .flatMap(({ schedule, times }) => times.map((at) => ({ schedule, at })))
    .sort((one, other) => one.at - other.at);
  return [...never, ...sameTimes(runs), ...contradictions(runs, base)];
}

/** The limits that the schedules have set by now if no deployment and nobody else has set others. */
export function limitsAt(schedules: readonly Schedule[], base: SizeLimits, now: number): SizeLimits {
  return schedules
    .map((schedule) => ({ schedule, at: lastRun(schedule, now) ?? -Infinity }))
    .filter(({ at }) => at > -Infinity)
    .sort((one, other) => one.at - other.at)
    .reduce((limits, { schedule }) => limitsAfter(limits, schedule), base);
}

interface TimedRun {
  readonly schedule: Schedule;
  readonly at: number;
}

function sameTimes(runs: readonly TimedRun[]): readonly TimetableProblem[] {
  const found = new Map<Schedule, TimetableProblem>();
  runs.forEach(({ schedule, at }, index) => {
    const before = runs[index - 1];
    if (before?.at !== at || found.has(schedule)) return;
    found.set(schedule, { kind: 'same-time', schedule, other: before.schedule, at });
  });
  return [...found.values()];
}

/** Follows every state that the group can be in: a deployment may have set the base sizes just before any run. */
function contradictions(runs: readonly TimedRun[], base: SizeLimits): readonly TimetableProblem[] {
  const found = new Map<Schedule, TimetableProblem>();
  let states: readonly SizeLimits[] = [base];
  for (const { schedule, at } of runs) {
    const after = states.map((limits) => limitsAfter(limits, schedule));
    const wrong = after.find((limits) => !isConsistent(limits, schedule));
    if (wrong !== undefined && !found.has(schedule))
      found.set(schedule, { kind: 'sizes', schedule, limits: wrong, at });
    states = distinct([base, ...after.filter((limits) => isConsistent(limits, schedule))]);
  }
  return [...found.values()];
}

function isConsistent({ minSize, maxSize }: SizeLimits, { desired }: Schedule): boolean {
  return minSize <= maxSize && (desired === undefined || (desired >= minSize && desired <= maxSize));
}

const distinct = (states: readonly SizeLimits[]): readonly SizeLimits[] => [
  ...new Map(states.map((limits) => [`${limits.minSize} ${limits.maxSize}`, limits])).values(),
];
