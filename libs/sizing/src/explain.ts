import { decide, jobsWaitingAtMaximum, type Decision, type Sizing } from './decide.ts';
import type { Demand } from './demand.ts';
import type { GroupLimits } from './group-limits.ts';
import { headroomFor, type Headroom } from './headroom.ts';

/** A decision, and its explanation in sentences. */
export interface Explanation {
  readonly decision: Decision;
  readonly steps: readonly string[];
  /** What the scaler would do and, if it would not raise the capacity, what becomes of waiting jobs or idle agents. */
  readonly conclusion: string;
}

/** Decides like `decide`, and explains each step. */
export function explainDecision(demand: Demand, group: GroupLimits, sizing: Sizing): Explanation {
  const decision = decide(demand, group, sizing);
  const { queued, running, held = 0 } = demand;
  const jobs = queued - held + running;
  const ofThem = held > 0 ? ` (${held} of them held)` : '';
  const steps = [
    `${count(queued, 'job')} queued${ofThem}, ${running} running: ${count(jobs, 'agent')} needed.`,
    ...(held > 0 ? [whyHeld(jobs)] : []),
    ...minimumOrHeadroom(jobs, group.min, sizing.headroom),
    `The group's limits are ${group.min} to ${group.max} instances, and its desired capacity is ${group.desired}.`,
  ];
  const { maxStep } = sizing;
  return {
    decision,
    steps: maxStep > 0 ? [...steps, stepLimit(maxStep, group)] : steps,
    conclusion: conclude(demand, group, decision),
  };
}

const whyHeld = (allowed: number): string =>
  `Agents idled for over 12 seconds and got none of the held jobs, so the organization's quota seems to allow ${count(allowed, 'job')} of this fleet at once. While jobs are held, at least one idle agent waits for room in the quota.`;

function stepLimit(maxStep: number, { min, desired }: GroupLimits): string {
  const limit = `One decision adds at most ${count(maxStep, 'instance')}`;
  return desired + maxStep < min ? `${limit}, unless the minimum requires more.` : `${limit}.`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

function minimumOrHeadroom(jobs: number, min: number, headroom: Headroom): string[] {
  if (jobs < min) return [`The group's minimum is higher: ${min}. Headroom is not added to it.`];
  const extra = headroomFor(jobs, headroom);
  switch (headroom.strategy) {
    case 'none':
      return [];
    case 'number':
      return [`Headroom adds ${extra}: ${count(jobs + extra, 'agent')}.`];
    case 'percentage':
      return [`Headroom adds ${headroom.factor} %, rounded up to ${extra}: ${count(jobs + extra, 'agent')}.`];
  }
}

function conclude(demand: Demand, group: GroupLimits, { kind, target, reason }: Decision): string {
  if (kind === 'raise')
    return `The scaler would raise the desired capacity from ${group.desired} to ${target}: ${reason}.`;
  const held = `The scaler would leave the desired capacity at ${group.desired}: ${reason}.`;
  if (jobsWaitingAtMaximum(demand, group) > 0)
    return `${held} The queued jobs wait until an agent is free, or until you raise the maximum.`;
  if (reason.startsWith('more capacity than demand'))
    return `${held} The scaler never lowers it. It falls when an idle agent terminates its own instance.`;
  return held;
}
