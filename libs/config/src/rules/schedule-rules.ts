import { parameters } from '../parameters/index.ts';
import { timetableProblems, type TimetableProblem } from '../schedules/timetable.ts';
import type { Rule } from './rule.ts';

export const scheduleRules: readonly Rule[] = [
  ({ group: { schedules, minSize, maxSize } }) => {
    if (minSize > maxSize) return [];
    return timetableProblems(schedules, { minSize, maxSize }).map((problem) => ({
      parameter: parameters.group.schedules,
      expected: expected(problem),
    }));
  },
];

function expected(problem: TimetableProblem): string {
  const { name, desired } = problem.schedule;
  switch (problem.kind) {
    case 'never':
      return `a cron expression of ${name} that ever runs`;
    case 'same-time':
      return `${name} and ${problem.other.name} never to run at the same time, as they do ${when(problem.at)}; Auto Scaling refuses that`;
    case 'sizes': {
      const { minSize, maxSize } = problem.limits;
      const range =
        minSize > maxSize
          ? `the minimum would be ${minSize} and the maximum ${maxSize}`
          : `the desired capacity ${desired} would not be from ${minSize} to ${maxSize}`;
      return `${name} to set sizes that fit those of the group and of the schedules before it: ${when(problem.at)}, ${range}`;
    }
  }
}

/** `on 2028-01-03 at 06:00 UTC` */
const when = (at: number): string => {
  const text = new Date(at).toISOString();
  return `on ${text.slice(0, 10)} at ${text.slice(11, 16)} UTC`;
};
