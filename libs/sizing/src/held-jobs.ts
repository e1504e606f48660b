import type { Demand } from './demand.ts';

/** What one poll sees of the fleet. */
export interface FleetSample extends Demand {
  /** Agents that Semaphore counts as idle. It still counts a vanished agent for three to four minutes (deleteStuckAgents in self_hosted_hub/pkg/workers/agentcleaner/worker.go of semaphoreio/semaphore). */
  readonly idle: number;
  readonly occupied: number;
  /** The group's desired capacity. */
  readonly desired: number;
}

/** What the scaler has learned about the organization's quota while it holds jobs. */
export interface QuotaEstimate {
  /** How many jobs the quota lets run at once: as many as ran while others were held. */
  readonly ceiling: number;
  /** When an idle agent was last seen, in milliseconds. */
  readonly idleAgentAt: number;
}

export interface QuotaState {
  /** Undefined while no job is known to be held. */
  readonly estimate?: QuotaEstimate | undefined;
  /** Since when agents idle without a break although jobs are queued, and the most jobs that ran in that time. Until jobs are known to be held, idle agents count only if there is a SURPLUS of them. */
  readonly idling?: { readonly since: number; readonly mostRunning: number } | undefined;
}

/** No job is known to be held. */
export const NOTHING_HELD: QuotaState = {};

/**
 * The longest time in which an idle agent asks for a job twice: it asks every 4 to 6 s (defaultIntervalFloorMillis and
 * defaultIntervalCeilMillis in self_hosted_hub/pkg/agentsync/protocol.go of semaphoreio/semaphore), and gets a job if any job can run.
 */
const TWO_ROUNDS_MS = 12_000;
/**
 * Idle agents show that jobs are held only if they are more than this share of the busy ones. Between two jobs, an agent idles for 3 s on average, so in
 * a fleet with more jobs than agents some agent always idles: one for each ten busy agents if jobs take 30 s.
 */
const SURPLUS = 1 / 3;
/** The ceiling is lowered only after agents have idled for this long. */
const LOWERING_MS = 30_000;
/** The ceiling is lowered only if fewer jobs ran than this share of it: after each job, an agent takes some seconds to get the next one. */
const CLEARLY_FEWER = 0.9;
/**
 * The estimate is forgotten after this time without an idle agent, because nothing shows that the quota still holds jobs. It is longer than
 * a slow Windows instance takes to boot.
 */
const FORGOTTEN_MS = 30 * 60_000;

/**
 * Learns from a sample whether the organization's quota holds jobs. Semaphore counts held jobs as queued, and no reply tells
 * them apart (buildOccupancyResponse in self_hosted_hub/pkg/publicapi/server.go, and Zebra.Workers.Scheduler.Selector in
 * zebra/lib/zebra/workers/scheduler/selector.ex). But within TWO_ROUNDS_MS, an idle agent takes any job that can run. So
 * jobs that stay queued for longer while agents idle are held, and as many jobs run as the quota allows. When more jobs run than that, the quota
 * has room again.
 * @param now milliseconds since the epoch
 */
export function observeQuota(state: QuotaState, sample: FleetSample, now: number): QuotaState {
  const { queued, running } = sample;
  const { estimate } = state;
  if (queued === 0) return NOTHING_HELD;
  if (estimate !== undefined && running > estimate.ceiling) return observeQuota(NOTHING_HELD, sample, now);
  if (estimate === undefined ? !hasSurplus(sample) : !hasIdleAgent(sample)) {
    const isRecent = estimate !== undefined && now - estimate.idleAgentAt < FORGOTTEN_MS;
    return isRecent ? { estimate } : NOTHING_HELD;
  }
  const { since, mostRunning } = state.idling ?? { since: now, mostRunning: 0 };
  const idling = { since, mostRunning: Math.max(mostRunning, running) };
  const idledMs = now - since;
  if (estimate === undefined) {
    return idledMs > TWO_ROUNDS_MS ? { estimate: estimateOf(idling, now), idling } : { idling };
  }
  const isClearlyLower = idledMs > LOWERING_MS && idling.mostRunning < CLEARLY_FEWER * estimate.ceiling;
  return {
    estimate: isClearlyLower ? estimateOf(idling, now) : { ...estimate, idleAgentAt: now },
    idling: idledMs > LOWERING_MS ? { since: now, mostRunning: running } : idling,
  };
}

const estimateOf = ({ mostRunning }: { readonly mostRunning: number }, now: number): QuotaEstimate => ({
  ceiling: mostRunning,
  idleAgentAt: now,
});

/** Of the queued jobs, those that are known to be held. */
export function heldJobs({ queued, running }: Demand, { estimate }: QuotaState): number {
  return estimate === undefined ? 0 : Math.min(queued, Math.max(0, queued + running - estimate.ceiling));
}

const hasSurplus = (sample: FleetSample): boolean =>
  hasIdleAgent(sample) && sample.idle > SURPLUS * sample.occupied;

/** Semaphore counts vanished agents as idle for a while. But if there are as many busy agents as instances, no agent idles. */
function hasIdleAgent({ idle, occupied, desired }: FleetSample): boolean {
  return idle > 0 && desired > occupied;
}
