import { aligned, times, whole } from './aligned.ts';
import { compare } from './comparison.ts';
import type { Report } from './report.ts';
import { resultTable, sizeTable, soakTable, startTable } from './table.ts';
import { verdicts } from './targets.ts';

/** The whole report as people read it: figures, handlers beside each other, targets. */
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
  const word = (met: boolean | undefined) => (met === undefined ? 'not shown' : met ? 'met' : 'NOT MET');
  return aligned([
    ['target', 'limit', 'measured', ''],
    ...verdicts(report).map(({ target, limit, measured, met }) => [target, limit, measured, word(met)]),
  ]);
}
