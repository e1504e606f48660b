import { maximum } from './figures.ts';
import { costsOf } from './measured-cost.ts';
import type { Report } from './report.ts';
import { describesAMinute, type Result } from './result.ts';

/** One figure of two handlers. */
export interface Compared {
  readonly figure: string;
  readonly first: number | undefined;
  readonly other: number | undefined;
  /** Of the first to the other. */
  readonly ratio: number;
}

const FIGURES: readonly (readonly [string, (result: Result) => number | undefined])[] = [
  ['mean wait ms', ({ meanWaitMs }) => meanWaitMs],
  ['worst gap ms', ({ longestGapMs }) => longestGapMs],
  ['decide ms', ({ decideMs }) => decideMs],
  ['describes a minute', describesAMinute],
  ['billed ms', ({ billedMs }) => maximum(billedMs)],
  ['cpu ms', ({ cpuMs }) => cpuMs],
  ['rss MiB', ({ rssMib }) => rssMib],
];
/** Which of them mean something in which scenario. */
const TOLD: readonly (readonly [string, RegExp])[] = [
  ['idle', /wait|gap|describes|billed|cpu|rss/],
  ['scale-out', /wait|decide|cpu/],
  ['successor', /gap/],
  ['doubled start', /gap/],
];

/** The first handler beside another one, figure by figure. */
export function compare(report: Report, other: string): Compared[] {
  const [first = ''] = report.handlers;
  const compared = (figure: string, of: (handler: string) => number | undefined): Compared => {
    const [own, others] = [of(first), of(other)];
    return { figure, first: own, other: others, ratio: (own ?? Number.NaN) / (others ?? Number.NaN) };
  };
  const scenarios = report.results
    .filter(({ handler }) => handler === first)
    .flatMap(({ scenario, instances }) => {
      const [, told] = TOLD.find(([name]) => scenario.startsWith(name)) ?? [];
      const result = (whose: string) =>
        report.results.find(
          ({ handler, ...its }) =>
            handler === whose && its.scenario === scenario && its.instances === instances,
        );
      return FIGURES.filter(([figure]) => told?.test(figure)).map(([figure, value]) =>
        compared(`${scenario}, ${instances} instances: ${figure}`, (whose) => {
          const found = result(whose);
          return found && value(found);
        }),
      );
    });
  const start = (whose: string) => report.starts.find(({ handler }) => handler === whose);
  return [
    compared('start to first request ms', (whose) => start(whose)?.medianMs),
    compared('start over bare node ms', (whose) => start(whose)?.overheadMs),
    ...scenarios,
    compared('scenarios without a problem', (whose) => {
      return report.results.filter(({ handler, problems }) => handler === whose && problems.length === 0)
        .length;
    }),
    compared('control plane, US cents a month', (whose) => cents(costsOf(report, whose)?.asleep.total)),
  ].filter(({ first: own, other: others }) => own !== undefined || others !== undefined);
}

const cents = (dollars: number | undefined) => (dollars === undefined ? undefined : dollars * 100);
