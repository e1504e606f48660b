import { aligned, times, whole } from './aligned.ts';
import { compare } from './comparison.ts';
import type { Report } from './report.ts';
import { resultTable, sizeTable, soakTable, startTable } from './table.ts';
import { verdicts } from './targets.ts';

/** Formats the whole report as text: figures, a comparison of the handlers, and targets. */
export function summary(report: Report): string {
  const { starts, soaks, sizes, results, handlers } = report;
  return [
    ...(starts.length > 0 ? [startTable(starts)] : []),
    ...(soaks.length > 0 ? [soakTable(soaks)] : []),
    ...(sizes.length > 0 ? [sizeTable(sizes)] : []),
    ...(results.length > 0 ? [resultTable(results)] : []),
    ...handlers.slice(1).map((other) => comparisonTable(report, other)),
    targetTable(report),
  ].join('\n\n');
}

function comparisonTable(report: Report, other: string): string {
  const [first = ''] = report.handlers;
  return aligned([
    ['side by side', first, other, 'ratio'],
    ...compare(report, other).map((row) => [
      row.figure,
      whole(row.first),
      whole(row.other),
      times(row.ratio),
    ]),
  ]);
}

function targetTable(report: Report): string {
  const verdict = (met: boolean | undefined) => (met === undefined ? 'undecided' : met ? 'met' : 'NOT MET');
  return aligned([
    ['target', 'limit', 'measured', ''],
    ...verdicts(report).map(({ target, limit, measured, met }) => [target, limit, measured, verdict(met)]),
  ]);
}
