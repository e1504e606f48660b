import { times, whole } from './aligned.ts';
import { REFERENCE_TOTAL } from './cost-page.ts';
import { maximum } from './figures.ts';
import { costsOf } from './measured-cost.ts';
import type { Report } from './report.ts';
import { describesAMinute, type Result } from './result.ts';

/** What was aimed at, and whether the first handler has it. */
export interface Verdict {
  readonly target: string;
  readonly limit: string;
  readonly measured: string;
  /** Undefined where it was not measured, or not closely enough to tell. */
  readonly met: boolean | undefined;
}

const KB = 1_000;
const PACE = /^(idle|scale-out|successor|doubled|two at once)/;

/** Each figure aimed at. The second handler, if there is one, is what the first one's start is measured against. */
export function verdicts(report: Report): Verdict[] {
  const [handler = '', other] = report.handlers;
  const own = report.results.filter((result) => result.handler === handler);
  const of = (name: string, figure: (result: Result) => number | undefined) =>
    maximum(
      own.filter(({ scenario }) => scenario.startsWith(name)).flatMap((result) => figure(result) ?? []),
    );
  const atMost = (target: string, value: number | undefined, limit: number, unit: string): Verdict => ({
    target,
    limit: `≤ ${limit} ${unit}`,
    measured: value === undefined ? '–' : `${whole(value)} ${unit}`,
    met: value === undefined ? undefined : value <= limit,
  });
  const startOf = (name: string | undefined) =>
    report.starts.find((start) => start.handler === name)?.overheadMs;
  const size = report.sizes.find((sizes) => sizes.handler === handler);
  const soak = report.soaks.find((soaked) => soaked.handler === handler);
  const { passed, faults } = faultsHandled(report);
  return [
    atMost(
      'mean wait of a job for the next poll',
      of('idle', (idle) => idle.meanWaitMs),
      1_100,
      'ms',
    ),
    atMost(
      'worst gap, successor on time',
      of('successor on time', ({ longestGapMs }) => longestGapMs),
      2_600,
      'ms',
    ),
    atMost(
      'worst gap, successor 20 s late',
      of('successor 20 s', ({ longestGapMs }) => longestGapMs),
      5_000,
      'ms',
    ),
    atMost(
      'worst gap, doubled start',
      of('doubled', ({ longestGapMs }) => longestGapMs),
      5_000,
      'ms',
    ),
    atMost(
      'answered → raised, median',
      of('scale-out', ({ decideMs }) => decideMs),
      65,
      'ms',
    ),
    {
      target: 'answered → raised, 2,000 instances',
      limit: '≤ 1.05 × an empty group',
      measured: size ? `${times(size.ratio)} (${times(size.from)} to ${times(size.to)})` : '–',
      met: size && withinFivePercent(size.from, size.to),
    },
    share('start over bare node', startOf(handler), startOf(other), 0.6, other),
    atMost('code', (report.codeBytes[handler] ?? Number.NaN) / KB, 480, 'KB'),
    atMost('heap after a week', soak?.weekHeapMib, 128, 'MiB'),
    atMost('DescribeAutoScalingGroups a minute, idle', of('idle', describesAMinute), 10, 'calls'),
    share(
      'control plane',
      costsOf(report, handler)?.asleep.total,
      REFERENCE_TOTAL,
      0.7,
      'the JavaScript stack',
    ),
    {
      target: 'faults that move nothing wrongly and pass',
      limit: 'all',
      measured: `${passed} of ${faults}`,
      met: faults === 0 ? undefined : passed === faults,
    },
  ];
}

/** How many faults the first handler was given, and how many of them it passed without a problem. */
export function faultsHandled({ handlers: [handler], results }: Report): { passed: number; faults: number } {
  const faults = results.filter((result) => result.handler === handler && !PACE.test(result.scenario));
  return { passed: faults.filter(({ problems }) => problems.length === 0).length, faults: faults.length };
}

/** Whether the bounds say so; undefined when they leave both open. */
function withinFivePercent(from: number, to: number): boolean | undefined {
  if (to <= 1.05) return true;
  return from > 1.05 ? false : undefined;
}

function share(
  target: string,
  own: number | undefined,
  others: number | undefined,
  limit: number,
  whose: string | undefined,
): Verdict {
  const ratio = (own ?? Number.NaN) / (others ?? Number.NaN);
  const known = Number.isFinite(ratio);
  return {
    target,
    limit: `≤ ${times(limit)} ${whose ?? 'a second --handler'}`,
    measured: times(ratio),
    met: known ? ratio <= limit : undefined,
  };
}
