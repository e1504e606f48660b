import { nextRuns, type FleetConfig, type Run } from '@agent-aws-stack/config';
import type { PlanLine } from './describe-fleet.ts';

type Schedule = FleetConfig['group']['schedules'][number];

const SHOWN_RUNS = 3;

/** A line for each schedule: what it sets, and when it runs next in local time and UTC. */
export function describeSchedules(
  { group: { schedules } }: Pick<FleetConfig, 'group'>,
  now: Date,
): readonly PlanLine[] {
  return schedules.map((schedule) => ({
    label: `Schedule ${schedule.name}`,
    text: `${sizes(schedule)} at ${schedule.cron} in ${schedule.timeZone}; next: ${nextRuns(schedule, now.getTime(), SHOWN_RUNS).map(time).join(', ')}`,
  }));
}

const sizes = ({ minSize, maxSize, desired }: Schedule): string =>
  [
    ...(minSize === undefined ? [] : [`minimum ${minSize}`]),
    ...(maxSize === undefined ? [] : [`maximum ${maxSize}`]),
    ...(desired === undefined ? [] : [`desired capacity ${desired}`]),
  ].join(', ');

/** `2026-11-30 07:00 (06:00 UTC)`, or `2027-03-28 (not run: the clocks skip 02:30)` */
function time({ wallTime, at, isSkipped }: Run): string {
  const [date, local] = dateAndTime(wallTime);
  if (isSkipped) return `${date} (not run: the clocks skip ${local})`;
  const [dateInUtc, utc] = dateAndTime(at);
  return `${date} ${local} (${dateInUtc === date ? '' : `${dateInUtc} `}${utc} UTC)`;
}

function dateAndTime(at: number): readonly [string, string] {
  const text = new Date(at).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}
