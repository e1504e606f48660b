import { SemaphoreStatusError, type MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { Backoff } from './backoff.ts';
import { decide, type Decision, type GroupLimits, type Sizing } from '@agent-aws-stack/sizing';
import type { GroupCache } from './group-cache.ts';
import type { HeldJobs } from './held-jobs.ts';
import type { LaunchBrake } from './launch-brake/launch-brake.ts';
import type { JobWatch } from './job-watch.ts';
import type { InvocationLog } from './invocation-log.ts';
import type { OnDemandFallback } from './on-demand-fallback.ts';
import type { CapacityControl, Clock, DemandSource } from './ports.ts';
import { ScaleOutTimer } from './scale-out-timer.ts';
import type { MetricsBuffer } from './metrics-buffer.ts';
import type { TokenSource } from './token-source.ts';

export interface PollerParts {
  readonly clock: Clock;
  readonly tokens: TokenSource;
  readonly demand: DemandSource;
  readonly capacity: CapacityControl;
  readonly groups: GroupCache;
  readonly backoff: Backoff;
  readonly heldJobs: HeldJobs;
  /** Undefined: no on-demand instances stand in for spot instances. */
  readonly fallback: OnDemandFallback | undefined;
  readonly jobWatch: JobWatch;
  /** @default - launches are never suspended */
  readonly launchBrake: LaunchBrake | undefined;
  readonly sizing: Sizing;
  readonly buffer: MetricsBuffer;
  readonly log: InvocationLog;
}

/** If the demand took longer than this to read, the group is described again before a raise. */
const SLOW_ANSWER_MS = 500;

/** When a poll started and when Semaphore answered, and whether the group has been described since the start. */
interface Answered {
  readonly startedAt: number;
  readonly answeredAt: number;
  readonly describedAhead: boolean;
}

/** Polls: reads the demand, describes the group, decides and raises. Several polls may run at once. */
export class Poller {
  readonly #parts: PollerParts;
  #started = 0;
  #newestAnswered = 0;
  #jobsWaited = false;
  #raising = false;
  readonly #scaleOut = new ScaleOutTimer();

  constructor(parts: PollerParts) {
    this.#parts = parts;
  }

  /** Never rejects: a failure is counted and logged, and the next poll is the retry. */
  async poll(): Promise<void> {
    const { clock, backoff, tokens, launchBrake, buffer, log } = this.#parts;
    try {
      await this.#attempt((this.#started += 1));
    } catch (error) {
      if (error instanceof SemaphoreStatusError && (error.status === 401 || error.status === 404)) {
        tokens.rejected();
        launchBrake?.refused();
      }
      backoff.failed(error, clock.now());
      buffer.failure(error);
      log.failure(error);
    }
  }

  async #attempt(order: number): Promise<void> {
    const { clock, tokens, demand: source, groups, backoff, jobWatch, buffer } = this.#parts;
    const startedAt = clock.now();
    // While jobs wait, each poll needs the group: describe it while Semaphore answers.
    const describedAhead = this.#jobsWaited || groups.recent === undefined;
    if (describedAhead) groups.refresh();
    const token = await tokens.get();
    const metrics = await source.getMetrics(token);
    const answeredAt = clock.now();
    backoff.succeeded();
    if (order < this.#newestAnswered) return; // A later poll has newer values.
    this.#newestAnswered = order;
    this.#jobsWaited = metrics.jobs.queued > 0;
    buffer.demand(metrics);
    try {
      await this.#decide(metrics, { startedAt, answeredAt, describedAhead });
    } finally {
      void jobWatch.look(token, metrics);
    }
  }

  async #decide(
    metrics: MetricsResponse,
    { startedAt, answeredAt, describedAhead }: Answered,
  ): Promise<void> {
    const { clock, groups, heldJobs, buffer, sizing } = this.#parts;
    const answerWasSlow = answeredAt - startedAt > SLOW_ANSWER_MS;
    const cachedGroup = describedAhead || this.#jobsWaited ? undefined : groups.recent;
    let group = cachedGroup ?? (await groups.freshSince(startedAt));
    this.#parts.launchBrake?.see(metrics, group);
    const demand = await heldJobs.demand(metrics, group);
    let wanted = decide(demand, group, sizing);
    if ((cachedGroup !== undefined || answerWasSlow) && wanted.kind === 'raise') {
      // The description may be outdated. If someone has raised the capacity since, this target could lower it: describe again.
      group = await groups.freshSince(answeredAt);
      wanted = decide(demand, group, sizing);
    }
    let decision = wanted;
    if (wanted.kind === 'raise') {
      this.#scaleOut.wanted(answeredAt);
      decision = await this.#raise(wanted, group);
    } else {
      this.#scaleOut.satisfied();
    }
    void this.#parts.fallback?.look(demand);
    buffer.decision(demand, group, decision);
    // Only a decision that was carried out is a success, not a raise that was held back.
    if (decision === wanted) buffer.success();
    this.#parts.log.decision({ ...demand, ...metrics.agents }, group, decision, clock.now() - answeredAt);
  }

  /** Raises the capacity, with one call at a time: if two calls arrived in the wrong order, the older call could lower it again. */
  async #raise(decision: Decision, group: GroupLimits): Promise<Decision> {
    const { capacity, groups, clock, buffer } = this.#parts;
    if (this.#raising || !groups.isCurrent(group)) {
      const reason = this.#raising
        ? 'another raise is in progress'
        : 'a newer description of the group has arrived';
      return { kind: 'hold', target: group.desired, reason };
    }
    this.#raising = true;
    try {
      await capacity.raiseTo(decision.target);
      buffer.scaleOut(this.#scaleOut.raised(clock.now()));
      return decision;
    } finally {
      this.#raising = false;
      groups.expire();
    }
  }
}
