import type { Report } from '../report.ts';
import type { Result } from '../result.ts';

/** A result that meets all targets, except for the given changes. */
export function sampleResult(changes: Partial<Result> = {}): Result {
  return {
    handler: 'ours',
    scenario: 'idle',
    instances: 10,
    polls: 64,
    longestGapMs: 2_010,
    meanWaitMs: 1_000,
    closePolls: 0,
    decideMs: undefined,
    startMs: 200,
    polledMs: 124_000,
    billedMs: [61_300],
    cpuMs: 250,
    heapMib: 14,
    rssMib: 86,
    calls: { DescribeAutoScalingGroups: 18, GetParameter: 9, PutParameter: 3 },
    secondMinute: {
      polls: 31,
      calls: { DescribeAutoScalingGroups: 7, GetParameter: 3, PutParameter: 1 },
    },
    raises: [],
    logBytes: 300,
    metrics: ['JobCount.queued'],
    errors: [],
    died: false,
    problems: [],
    ...changes,
  };
}

/**
 * A report on two handlers. The first meets all targets. The second has twice the mean wait, decision time and
 * start-up overhead of the first, and a problem in every scenario.
 */
export function sampleReport(): Report {
  const ours = [
    sampleResult(),
    sampleResult({ scenario: 'scale-out', decideMs: 55 }),
    sampleResult({ scenario: 'successor on time' }),
    sampleResult({ scenario: 'successor 20 s late', longestGapMs: 4_200 }),
    sampleResult({ scenario: 'doubled start', longestGapMs: 1_000 }),
    sampleResult({ scenario: 'Semaphore: hang' }),
  ];
  const theirs = ours.map((result) => ({
    ...result,
    handler: 'theirs',
    meanWaitMs: result.meanWaitMs * 2,
    decideMs: result.decideMs && result.decideMs * 2,
    problems: ['slow'],
  }));
  const start = (handler: string, overheadMs: number) => ({
    handler,
    medianMs: 100 + overheadMs,
    worstMs: 200 + overheadMs,
    overheadMs,
  });
  return {
    node: 'v24',
    handlers: ['ours', 'theirs'],
    codeBytes: { ours: 465_000, theirs: 3_000 },
    starts: [start('bare node', 0), start('ours', 50), start('theirs', 100)],
    soaks: [
      { handler: 'ours', invocations: 9, earlyHeapMib: 16, lateHeapMib: 16, weekHeapMib: 17, rssMib: 100 },
    ],
    sizes: [{ handler: 'ours', pairs: 60, emptyMs: 55, largeMs: 55, ratio: 1, from: 0.98, to: 1.02 }],
    results: [...ours, ...theirs],
  };
}
