import { times, whole } from './aligned.ts';
import { REFERENCE_TOTAL } from './cost.ts';
import { maximum } from './figures.ts';
import { costsOf } from './measured-cost.ts';
import type { Report } from './report.ts';
import { describesAMinute, type Result } from './result.ts';

/** A target, and whether the first handler meets it. */
export interface Verdict {
  readonly target: string;
  readonly limit: string;
  readonly measured: string;
  /** Undefined if it was not measured, or not precisely enough to decide. */
  readonly met: boolean | undefined;
}

const KB = 1_000;
const PACE = /^(idle|scale-out|successor|doubled|two at once)/;

/**
 * Compares the first handler's figures with all targets. Its start-up time is compared with the second handler's, if
 * there is one.
 */
export function verdicts(report: Report): Verdict[] {
  const [handler = '', other] = report.handlers;
  const own = report.results.filter((result) => result.handler === handler);
  const worst = (scenarioPrefix: string, figure: (result: Result) => number | undefined) =>
    maximum(
      own
        .filter(({ scenario }) => scenario.startsWith(scenarioPrefix))
        .flatMap((result) => figure(result) ?? []),
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
      'mean time from a job to the next poll',
      worst('idle', (idle) => idle.meanWaitMs),
      1_100,
      'ms',
    ),
    atMost(
      'worst gap, successor on time',
      worst('successor on time', ({ longestGapMs }) => longestGapMs),
      2_600,
      'ms',
    ),
    atMost(
      'worst gap, successor 20 s late',
      worst('successor 20 s', ({ longestGapMs }) => longestGapMs),
      5_000,
      'ms',
    ),
    atMost(
      'worst gap, doubled start',
      worst('doubled', ({ longestGapMs }) => longestGapMs),
      5_000,
      'ms',
    ),
    atMost(
      'reply → raise, median',
      worst('scale-out', ({ decideMs }) => decideMs),
      65,
      'ms',
    ),
    {
      target: 'reply → raise, 2,000 instances',
      limit: '≤ 1.05 × an empty group',
      measured: size ? `${times(size.ratio)} (${times(size.from)} to ${times(size.to)})` : '–',
      met: size && withinFivePercent(size.from, size.to),
    },
    atMostShare('start-up beyond that of a bare Node handler', startOf(handler), startOf(other), 0.6, other),
    atMost('code size', (report.codeBytes[handler] ?? Number.NaN) / KB, 480, 'KB'),
    atMost('heap after a week', soak?.weekHeapMib, 128, 'MiB'),
    atMost('DescribeAutoScalingGroups a minute, idle', worst('idle', describesAMinute), 10, 'calls'),
    atMostShare(
      'monthly cost',
      costsOf(report, handler)?.idle.total,
      REFERENCE_TOTAL,
      0.7,
      'the JavaScript stack',
    ),
    {
      target: 'faults handled',
      limit: 'all',
      measured: `${passed} of ${faults}`,
      met: faults === 0 ? undefined : passed === faults,
    },
  ];
}

/** Counts the scenarios that do not measure the scaler's pace (nearly all have a fault), and those among them that the first handler passed. */
export function faultsHandled({ handlers: [handler], results }: Report): { passed: number; faults: number } {
  const faults = results.filter((result) => result.handler === handler && !PACE.test(result.scenario));
  return { passed: faults.filter(({ problems }) => problems.length === 0).length, faults: faults.length };
}

/** Whether the ratio is at most 1.05; undefined if 1.05 is within the confidence interval. */
function withinFivePercent(from: number, to: number): boolean | undefined {
  if (to <= 1.05) return true;
  return from > 1.05 ? false : undefined;
}

/** A target for the ratio of the first handler's figure to that of another handler or of the JavaScript stack. */
function atMostShare(
  target: string,
  own: number | undefined,
  others: number | undefined,
  limit: number,
  other: string | undefined,
): Verdict {
  const ratio = (own ?? Number.NaN) / (others ?? Number.NaN);
  const known = Number.isFinite(ratio);
  return {
    target,
    limit: `≤ ${times(limit)} ${other ?? 'a second --handler'}`,
    measured: times(ratio),
    met: known ? ratio <= limit : undefined,
  };
}
