import { type RegionPace, describePace } from '../pace.ts';

/** The measurements of a run. Times are in milliseconds. */
export interface Figures {
  readonly jobs: number;
  /** From the wave's arrival to the first raise of the desired capacity; undefined if it was never raised. */
  readonly raisedAfterMs: number | undefined;
  /** How long jobs were queued before they started. */
  readonly waitMs: Spread;
  readonly polls: number;
  readonly longestPollGapMs: number;
  /** The number of calls to Auto Scaling, and of calls by instances, that were denied or failed. */
  readonly failedCalls: number;
  /** The simulated delays. All other figures depend on them. */
  readonly pace: RegionPace;
}

export interface Spread {
  readonly median: number;
  readonly max: number;
}

/** Median and maximum; 0 if there are no values. The median of an even number of values is the upper middle one. */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** The longest time between two consecutive moments of an ascending list. */
export function longestGap(moments: readonly number[]): number {
  return moments
    .slice(1)
    .reduce((longest, moment, index) => Math.max(longest, moment - (moments[index] ?? moment)), 0);
}

/** Formats the figures for a terminal. */
export function describeFigures(figures: Figures): string[] {
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  const raised = figures.raisedAfterMs;
  return [
    `job queued → desired raised   ${raised === undefined ? 'never' : seconds(raised)}`,
    `job queued → job started      median ${seconds(figures.waitMs.median)}, longest ${seconds(figures.waitMs.max)}, over ${figures.jobs} jobs`,
    `polls of the queue            ${figures.polls}, longest gap ${seconds(figures.longestPollGapMs)}`,
    `denied or failed API calls    ${figures.failedCalls}`,
    `simulated timing              ${describePace(figures.pace)}`,
  ];
}
