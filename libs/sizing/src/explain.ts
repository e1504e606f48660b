import { decide, jobsWaitingAtMaximum, type Decision, type Sizing } from './decide.ts';
import type { Demand } from './demand.ts';
import type { GroupLimits } from './group-limits.ts';
import { headroomFor, type Headroom } from './headroom.ts';

/** What would be decided, and each step to it as a sentence. */
export interface Explanation {
  readonly decision: Decision;
  readonly steps: readonly string[];
  /** What it comes to. */
  readonly conclusion: string;
}

/** Says in plain words what `decide` makes of these numbers, and why. */
export function explainDecision(demand: Demand, group: GroupLimits, sizing: Sizing): Explanation {
  const decision = decide(demand, group, sizing);
  const jobs = demand.queued + demand.running;
  const steps = [
    `${count(demand.queued, 'job waits', 'jobs wait')} and ${count(demand.running, 'runs', 'run')}: ${count(jobs, 'agent is', 'agents are')} called for.`,
    ...beyondTheJobs(jobs, group.min, sizing.headroom),
    `The group may have from ${group.min} to ${group.max} instances; its desired capacity is ${group.desired}.`,
  ];
  const { maxStep } = sizing;
  return {
    decision,
    steps: maxStep > 0 ? [...steps, `One decision adds ${maxStep} at most.`] : steps,
    conclusion: conclude(demand, group, decision),
  };
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function beyondTheJobs(jobs: number, min: number, headroom: Headroom): string[] {
  if (jobs < min) return [`That is below the minimum of ${min}, which is kept; without headroom.`];
  const extra = headroomFor(jobs, headroom);
  switch (headroom.strategy) {
    case 'none':
      return [];
    case 'number':
      return [`Headroom is ${extra}, whatever the demand: ${jobs + extra}.`];
    case 'percentage':
      return [`Headroom is ${headroom.factor} % of it, rounded up to ${extra}: ${jobs + extra}.`];
  }
}

function conclude(demand: Demand, group: GroupLimits, { kind, target, reason }: Decision): string {
  if (kind === 'raise')
    return `The scaler would raise the desired capacity from ${group.desired} to ${target}: ${reason}.`;
  const held = `The scaler would leave the desired capacity at ${group.desired}: ${reason}.`;
  if (jobsWaitingAtMaximum(demand, group) > 0)
    return `${held} What waits must wait for an agent to become free, or for a larger maximum.`;
  if (reason === 'more capacity than demand')
    return `${held} It never lowers; agents that idle long enough take their instance with them.`;
  return held;
}
