export type { Demand } from './demand.ts';
export type { Headroom } from './headroom.ts';
export type { GroupLimits } from './group-limits.ts';
export { heldJobs, observeQuota, type QuotaEstimate, type QuotaState } from './held-jobs.ts';
export { agentsWanted } from './agents-wanted.ts';
export { desiredCapacity, type SizingOptions } from './desired-capacity.ts';
export { decide, jobsWaitingAtMaximum, type Decision, type Sizing } from './decide.ts';
export { missingCapacity, onDemandCapacity, type StaffedGroup } from './on-demand-fallback.ts';
export {
  lastingShortage,
  lastingShortageGrowsAt,
  noShortage,
  observeShortage,
  shortageOf,
  summarizeShortage,
  type ShortageSummary,
  type ShortageWindow,
  type SpotShortage,
} from './spot-shortage.ts';
export { splitCapacity, type PurchaseSplit } from './split-capacity.ts';
export { explainDecision, type Explanation } from './explain.ts';
