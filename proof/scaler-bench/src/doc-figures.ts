import { maximum, median } from './figures.ts';
import { costsOf, idleInvocation, occasionalMetrics, type Costs, type Measured } from './measured-cost.ts';
import { IDLE_EVERY_SECOND } from './pace-scenarios.ts';
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
  /** The figures with a poll each second. Undefined if the report does not have them. */
  readonly everySecond?: EverySecond | undefined;
  /** In US dollars a month. */
  readonly costs: Costs;
  /** Metrics that are published only in minutes in which they are not zero. */
  readonly occasionalMetrics: readonly string[];
  /** The rows of the table in docs/bench.md. */
  readonly bench: readonly BenchRow[];
}

export interface EverySecond {
  readonly tookMs: number;
  readonly polls: number;
  readonly calls: Readonly<Record<string, number>>;
  /** The mean time from a job to the next poll. */
  readonly meanWaitMs: number;
  /** In US dollars a month, without jobs. */
  readonly total: number;
  /** The figures with the default interval, from the same report. */
  readonly byDefault: { readonly polls: number; readonly meanWaitMs: number; readonly total: number };
}

export interface BenchRow {
  readonly figure: string;
  readonly scaler: string;
  /** The figure of the second handler; a dash if there is no second handler or it has no such figure. */
  readonly other: string;
}

/** Selects the figures for the documentation. @throws RangeError if the report has no complete idle invocation */
export function docFigures(report: Report): DocFigures {
  const [handler = '', other = ''] = report.handlers;
  const idle = idleInvocation(report, handler);
  const costs = costsOf(report, handler);
  if (idle === undefined || costs === undefined)
    throw new RangeError('the report has no idle scenario with a complete invocation');
  const bench = ROWS.map(([figure, read]) => ({
    figure,
    scaler: read(report, handler) ?? '–',
    other: read(report, other) ?? '–',
  }));
  const { passed, faults } = faultsHandled(report);
  bench.push({ figure: 'Faults handled', scaler: `${passed} of ${faults}`, other: '–' });
  const { tookMs, polls, calls } = idle;
  return {
    node: report.node,
    idle: { tookMs, polls, calls },
    everySecond: everySecondOf(report, handler),
    costs,
    occasionalMetrics: occasionalMetrics(report, handler),
    bench,
  };
}

/** Undefined if the report lacks one of the two idle scenarios. */
export function everySecondOf(report: Measured, handler: string): EverySecond | undefined {
  const idle = idleInvocation(report, handler, IDLE_EVERY_SECOND);
  const costs = costsOf(report, handler, IDLE_EVERY_SECOND);
  const byDefault = idleInvocation(report, handler);
  const costsByDefault = costsOf(report, handler);
  if (idle === undefined || costs === undefined) return undefined;
  if (byDefault === undefined || costsByDefault === undefined) return undefined;
  const { tookMs, polls, calls, meanWaitMs } = idle;
  return {
    ...{ tookMs, polls, calls, meanWaitMs, total: costs.idle.total },
    byDefault: {
      ...{ polls: byDefault.polls, meanWaitMs: byDefault.meanWaitMs },
      total: costsByDefault.idle.total,
    },
  };
}

type ReadFigure = (report: Report, handler: string) => string | undefined;

const ROWS: readonly (readonly [string, ReadFigure])[] = [
  ['Mean time from a job to the next poll', highest('idle', ({ meanWaitMs }) => meanWaitMs, milliseconds)],
  ['Worst polling gap, next invocation on time', worstGap('successor on time')],
  ['… next one 20 s late', worstGap('successor 20 s late')],
  ['… next one missing', worstGap('successor a minute late')],
  ['… 20 s late, with the lease denied by SSM', worstGap('SSM: lease not writable, successor 20 s late')],
  [
    'Billed duration of an idle invocation',
    (report, handler) => seconds(idleInvocation(report, handler)?.tookMs),
  ],
  ['From reply to raise, jobs already waiting', (report, handler) => milliseconds(raiseMs(report, handler))],
  [
    'From reply to raise, group described first',
    ({ sizes }, name) => milliseconds(sizes.find(({ handler }) => handler === name)?.emptyMs),
  ],
  ['… with 2,000 instances, relative to none', sizeRatio],
  [
    'Start-up time beyond bare Node.js',
    ({ starts }, name) => milliseconds(starts.find(({ handler }) => handler === name)?.overheadMs),
  ],
  [
    'Heap after a week',
    ({ soaks }, name) => mebibytes(soaks.find(({ handler }) => handler === name)?.weekHeapMib),
  ],
];

/** Reads the highest value of a figure in all results of a scenario. */
function highest(
  scenario: string,
  valueOf: (result: Result) => number | undefined,
  format: (value: number | undefined) => string | undefined,
): ReadFigure {
  return ({ results }, name) => {
    const own = results.filter((result) => result.handler === name && result.scenario === scenario);
    return format(maximum(own.flatMap((result) => valueOf(result) ?? [])));
  };
}

function worstGap(scenario: string): ReadFigure {
  return highest(scenario, ({ longestGapMs }) => longestGapMs, seconds);
}

/** The median in the scenarios with faults of Semaphore. Jobs are always waiting there, so the scaler describes the group while it polls. */
function raiseMs({ results }: Report, name: string): number | undefined {
  const own = results.filter(({ handler, scenario }) => handler === name && scenario.startsWith('Semaphore'));
  return median(own.flatMap(({ decideMs }) => decideMs ?? []));
}

function sizeRatio({ sizes }: Report, name: string): string | undefined {
  const size = sizes.find(({ handler }) => handler === name);
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
