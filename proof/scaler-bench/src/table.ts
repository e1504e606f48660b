import { aligned, times, whole } from './aligned.ts';
import { maximum } from './figures.ts';
import { LARGE, type SizeFigures } from './fleet-sizes.ts';
import type { Result } from './result.ts';
import type { SoakFigures } from './soak.ts';
import type { StartFigures } from './starts.ts';

const COLUMNS: readonly (readonly [string, (result: Result) => string])[] = [
  ['scenario', ({ scenario }) => scenario],
  ['handler', ({ handler }) => handler],
  ['group', ({ instances }) => String(instances)],
  ['polls', ({ polls }) => String(polls)],
  ['worst gap ms', ({ longestGapMs }) => whole(longestGapMs)],
  ['mean wait ms', (result) => whole(result.meanWaitMs)],
  ['close polls', ({ closePolls }) => String(closePolls)],
  ['billed s', ({ billedMs }) => whole((maximum(billedMs) ?? Number.NaN) / 1_000)],
  ['decide ms', ({ decideMs }) => whole(decideMs)],
  ['cpu ms', ({ cpuMs }) => whole(cpuMs)],
  ['heap MiB', ({ heapMib }) => whole(heapMib)],
  ['rss MiB', ({ rssMib }) => whole(rssMib)],
  ['describe', ({ calls }) => String(calls['DescribeAutoScalingGroups'] ?? 0)],
  [
    'raise',
    ({ raises }) =>
      raises
        .map(({ to }) => to)
        .slice(0, 4)
        .join() + (raises.length > 4 ? '…' : ''),
  ],
  ['put', ({ calls }) => String(calls['PutMetricData'] ?? 0)],
  ['', ({ problems }) => (problems.length === 0 ? 'ok' : problems.join('; '))],
];

/** Formats results as a table with a line for each. */
export function resultTable(results: readonly Result[]): string {
  return aligned([
    COLUMNS.map(([title]) => title),
    ...results.map((result) => COLUMNS.map(([, cell]) => cell(result))),
  ]);
}

export function startTable(starts: readonly StartFigures[]): string {
  return aligned([
    ['start to first request', 'median ms', 'worst ms', 'beyond bare node ms'],
    ...starts.map(({ handler, medianMs, worstMs, overheadMs }) => [
      handler,
      whole(medianMs),
      whole(worstMs),
      whole(overheadMs),
    ]),
  ]);
}

export function soakTable(soaks: readonly SoakFigures[]): string {
  const mib = (value: number) => value.toFixed(1);
  return aligned([
    ['invocations in one process', '', 'heap MiB, early', 'late', 'after a week', 'rss MiB'],
    ...soaks.map(({ handler, invocations, earlyHeapMib, lateHeapMib, weekHeapMib, rssMib }) => {
      return [handler, String(invocations), ...[earlyHeapMib, lateHeapMib, weekHeapMib, rssMib].map(mib)];
    }),
  ]);
}

export function sizeTable(sizes: readonly SizeFigures[]): string {
  return aligned([
    ['reply → raise', 'pairs', 'empty group ms', `${LARGE} instances ms`, 'ratio', 'at 95 % from', 'to'],
    ...sizes.map(({ handler, pairs, emptyMs, largeMs, ratio, from, to }) => [
      handler,
      String(pairs),
      emptyMs?.toFixed(1) ?? '–',
      largeMs?.toFixed(1) ?? '–',
      ...[ratio, from, to].map(times),
    ]),
  ]);
}
