import { maximum, median } from './figures.ts';
import { costsOf, idleInvocation, metricsAtTimes, type Costs } from './measured-cost.ts';
import type { Report } from './report.ts';
import type { Result } from './result.ts';
import { faultsHandled } from './targets.ts';

/** The figures that the documentation quotes: the content of docs/figures.json. */
export interface DocFigures {
  readonly node: string;
  readonly idle: {
    readonly tookMs: number;
    readonly polls: number;
    readonly calls: Readonly<Record<string, number>>;
  };
  /** US dollars a month. */
  readonly costs: Costs;
  /** Metrics that are published only in minutes in which they are not zero. */
  readonly metricsAtTimes: readonly string[];
  /** The rows of the table in docs/bench.md. */
  readonly bench: readonly BenchRow[];
}

export interface BenchRow {
  readonly figure: string;
  readonly scaler: string;
  /** The second handler's; a dash if there was none or it has no such figure. */
  readonly other: string;
}

/** @throws RangeError if the report has no idle invocation that ran to its end */
export function docFigures(report: Report): DocFigures {
  const [handler = '', other = ''] = report.handlers;
  const idle = idleInvocation(report, handler);
  const costs = costsOf(report, handler);
  if (idle === undefined || costs === undefined)
    throw new RangeError('the report has no idle scenario of a whole minute');
  const bench = ROWS.map(([figure, of]) => ({
    figure,
    scaler: of(report, handler) ?? '–',
    other: of(report, other) ?? '–',
  }));
  const { passed, faults } = faultsHandled(report);
  bench.push({ figure: 'Faults handled', scaler: `${passed} of ${faults}`, other: '–' });
  const { tookMs, polls, calls } = idle;
  return {
    node: report.node,
    idle: { tookMs, polls, calls },
    costs,
    metricsAtTimes: metricsAtTimes(report, handler),
    bench,
  };
}

type FigureOf = (report: Report, handler: string) => string | undefined;

const ROWS: readonly (readonly [string, FigureOf])[] = [
  ['Mean time from a job to the next poll', highest('idle', ({ meanWaitMs }) => meanWaitMs, milliseconds)],
  ['Worst polling gap, next invocation on time', worstGap('successor on time')],
  ['… next one 20 s late', worstGap('successor 20 s late')],
  ['… next one missing', worstGap('successor a minute late')],
  ['… 20 s late, with the lease denied by SSM', worstGap('SSM: lease not writable, successor 20 s late')],
  ['Billed of an idle invocation', (report, handler) => seconds(idleInvocation(report, handler)?.tookMs)],
  ['Reply to raise, jobs already waiting', (report, handler) => milliseconds(raiseMs(report, handler))],
  [
    'Reply to raise, group described first',
    ({ sizes }, whose) => milliseconds(sizes.find(({ handler }) => handler === whose)?.emptyMs),
  ],
  ['… with 2,000 instances, relative to none', sizeRatio],
  [
    'Start-up time beyond bare Node.js',
    ({ starts }, whose) => milliseconds(starts.find(({ handler }) => handler === whose)?.overheadMs),
  ],
  [
    'Heap after a week',
    ({ soaks }, whose) => mebibytes(soaks.find(({ handler }) => handler === whose)?.weekHeapMib),
  ],
];

function highest(
  scenario: string,
  of: (result: Result) => number | undefined,
  text: (value: number | undefined) => string | undefined,
): FigureOf {
  return ({ results }, whose) => {
    const own = results.filter((result) => result.handler === whose && result.scenario === scenario);
    return text(maximum(own.flatMap((result) => of(result) ?? [])));
  };
}

function worstGap(scenario: string): FigureOf {
  return highest(scenario, ({ longestGapMs }) => longestGapMs, seconds);
}

/** Semaphore's faults begin with jobs that wait, so that the group is described beside the poll. */
function raiseMs({ results }: Report, whose: string): number | undefined {
  const own = results.filter(
    ({ handler, scenario }) => handler === whose && scenario.startsWith('Semaphore'),
  );
  return median(own.flatMap(({ decideMs }) => decideMs ?? []));
}

function sizeRatio({ sizes }: Report, whose: string): string | undefined {
  const size = sizes.find(({ handler }) => handler === whose);
  if (size === undefined || !Number.isFinite(size.ratio)) return undefined;
  const [ratio, from, to] = [size.ratio, size.from, size.to].map((value) => value.toFixed(2));
  return `${ratio} × (${from} to ${to})`;
}

const round = (value: number | undefined, digits: number, unit: string) =>
  value === undefined || Number.isNaN(value) ? undefined : `${value.toFixed(digits)} ${unit}`;

function milliseconds(value: number | undefined): string | undefined {
  return round(value, 0, 'ms')?.replace(/\B(?=(\d{3})+ )/g, ',');
}

function seconds(valueMs: number | undefined): string | undefined {
  return round(valueMs === undefined ? undefined : valueMs / 1_000, 1, 's');
}

function mebibytes(value: number | undefined): string | undefined {
  return round(value, 0, 'MiB');
}
