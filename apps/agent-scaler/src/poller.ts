import { SemaphoreStatusError } from '@agent-aws-stack/semaphore-api';
import type { Backoff } from './backoff.ts';
import { decide, type Decision, type GroupLimits, type Sizing } from '@agent-aws-stack/sizing';
import type { GroupWatch } from './group-watch.ts';
import type { Journal } from './journal.ts';
import type { CapacityControl, Clock, DemandSource } from './ports.ts';
import { ScaleOutTimer } from './scale-out-timer.ts';
import type { Tally } from './tally.ts';
import type { TokenKeeper } from './token-keeper.ts';

export interface PollerParts {
  readonly clock: Clock;
  readonly tokens: TokenKeeper;
  readonly demand: DemandSource;
  readonly capacity: CapacityControl;
  readonly watch: GroupWatch;
  readonly backoff: Backoff;
  readonly sizing: Sizing;
  readonly tally: Tally;
  readonly journal: Journal;
}

/** A group described longer ago than this, when the demand comes in, is described anew before it is raised. */
const LONGEST_TRUSTED_MS = 500;

/** One poll: read the demand, look at the group, decide, raise. Several may be under way at once. */
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

  /** Never rejects: a failure is counted, logged and left to the next poll. */
  async poll(): Promise<void> {
    const { clock, backoff, tokens, tally, journal } = this.#parts;
    try {
      await this.#attempt((this.#started += 1));
    } catch (error) {
      if (error instanceof SemaphoreStatusError && (error.status === 401 || error.status === 404))
        tokens.refused();
      backoff.failed(error, clock.now());
      tally.failure(error);
      journal.failure(error);
    }
  }

  async #attempt(order: number): Promise<void> {
    const { clock, tokens, demand, watch, backoff, tally, sizing } = this.#parts;
    const startedAt = clock.now();
    // While jobs wait each poll needs the group as it is: asked for now, it is there when the demand is.
    const described = this.#jobsWaited || watch.known === undefined;
    if (described) watch.refresh();
    const metrics = await demand.getMetrics(await tokens.get());
    const answeredAt = clock.now();
    backoff.succeeded();
    if (order < this.#newestAnswered) return; // overtaken by a later poll, which knows better
    this.#newestAnswered = order;
    this.#jobsWaited = metrics.jobs.queued > 0;
    tally.demand(metrics);

    const answerWasSlow = answeredAt - startedAt > LONGEST_TRUSTED_MS;
    const known = described || this.#jobsWaited ? undefined : watch.known;
    let group = known ?? (await watch.freshSince(startedAt));
    let wanted = decide(metrics.jobs, group, sizing);
    if ((known !== undefined || answerWasSlow) && wanted.kind === 'raise') {
      // What is known may be seconds old, and a raise from there might lower: look again.
      group = await watch.freshSince(answeredAt);
      wanted = decide(metrics.jobs, group, sizing);
    }
    let decision = wanted;
    if (wanted.kind === 'raise') {
      this.#scaleOut.wanted(answeredAt);
      decision = await this.#raise(wanted, group);
    } else {
      this.#scaleOut.satisfied();
    }
    tally.decision(metrics, group, decision);
    // A raise that has to wait for another is nothing carried out.
    if (decision === wanted) tally.carriedOut();
    this.#parts.journal.decision(metrics, group, decision, clock.now() - answeredAt);
  }

  /** One raise at a time: two could arrive in the wrong order, and the later one lower. */
  async #raise(decision: Decision, group: GroupLimits): Promise<Decision> {
    const { capacity, watch, clock, tally } = this.#parts;
    if (this.#raising || !watch.isCurrent(group))
      return { kind: 'hold', target: group.desired, reason: 'another raise is under way' };
    this.#raising = true;
    try {
      await capacity.raiseTo(decision.target);
      tally.scaleOut(this.#scaleOut.raised(clock.now()));
      return decision;
    } finally {
      this.#raising = false;
      watch.expire();
    }
  }
}
