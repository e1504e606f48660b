import { maximum } from './figures.ts';
import { costsOf } from './measured-cost.ts';
import type { Report } from './report.ts';
import { describesAMinute, type Result } from './result.ts';

/** The same figure of two handlers. */
export interface FigureComparison {
  readonly figure: string;
  readonly first: number | undefined;
  readonly other: number | undefined;
  /** The first handler's figure divided by the other's. */
  readonly ratio: number;
}

const FIGURES: readonly (readonly [string, (result: Result) => number | undefined])[] = [
  ['mean wait ms', ({ meanWaitMs }) => meanWaitMs],
  ['worst gap ms', ({ longestGapMs }) => longestGapMs],
  ['decide ms', ({ decideMs }) => decideMs],
  ['DescribeAutoScalingGroups calls a minute', describesAMinute],
  ['billed ms', ({ billedMs }) => maximum(billedMs)],
  ['cpu ms', ({ cpuMs }) => cpuMs],
  ['rss MiB', ({ rssMib }) => rssMib],
];
/** The meaningful figures of each scenario: a prefix of the scenario's name, and a pattern for the figures' names. */
const FIGURES_BY_SCENARIO: readonly (readonly [string, RegExp])[] = [
  ['idle', /wait|gap|Describe|billed|cpu|rss/],
  ['scale-out', /wait|decide|cpu/],
  ['successor', /gap/],
  ['doubled start', /gap/],
];

/** Compares the first handler with another one, figure by figure. */
export function compare(report: Report, other: string): FigureComparison[] {
  const [first = ''] = report.handlers;
  const compareFigure = (
    figure: string,
    valueOf: (handler: string) => number | undefined,
  ): FigureComparison => {
    const [own, others] = [valueOf(first), valueOf(other)];
    return { figure, first: own, other: others, ratio: (own ?? Number.NaN) / (others ?? Number.NaN) };
  };
  const scenarios = report.results
    .filter(({ handler }) => handler === first)
    .flatMap(({ scenario, instances }) => {
      const [, pattern] = FIGURES_BY_SCENARIO.find(([prefix]) => scenario.startsWith(prefix)) ?? [];
      const resultOf = (name: string) =>
        report.results.find(
          (result) =>
            result.handler === name && result.scenario === scenario && result.instances === instances,
        );
      return FIGURES.filter(([figure]) => pattern?.test(figure)).map(([figure, value]) =>
        compareFigure(`${scenario}, ${instances} instances: ${figure}`, (name) => {
          const result = resultOf(name);
          return result && value(result);
        }),
      );
    });
  const startOf = (name: string) => report.starts.find(({ handler }) => handler === name);
  return [
    compareFigure('start to first request ms', (name) => startOf(name)?.medianMs),
    compareFigure('start-up beyond that of a bare Node handler ms', (name) => startOf(name)?.overheadMs),
    ...scenarios,
    compareFigure('scenarios without a problem', (name) => {
      return report.results.filter(({ handler, problems }) => handler === name && problems.length === 0)
        .length;
    }),
    compareFigure('monthly cost, US cents', (name) => cents(costsOf(report, name)?.idle.total)),
  ].filter(({ first: own, other: others }) => own !== undefined || others !== undefined);
}

const cents = (dollars: number | undefined) => (dollars === undefined ? undefined : dollars * 100);
