import type { MeasuredCommand } from './measured-commands.ts';

export interface Measured extends MeasuredCommand {
  /** Median, in seconds. */
  readonly seconds: number;
  /** Calls to AWS in one run. */
  readonly awsCalls: number;
}

export const isMet = ({ goal, seconds }: Measured): boolean => goal === undefined || seconds <= goal;

/** A line for each command: where the command comes from, the command, its time, its goal, `missed` if it misses the goal, and its calls to AWS. */
export function table(measured: readonly Measured[]): string {
  const rows = measured.map((each) => [
    each.from,
    each.typed,
    `${each.seconds.toFixed(2)} s`,
    each.goal === undefined ? '' : `≤ ${each.goal.toFixed(1)} s`,
    isMet(each) ? '' : 'missed',
    each.awsCalls === 0 ? '' : `${each.awsCalls} calls to AWS`,
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** The middle of an odd number of values. */
export const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
