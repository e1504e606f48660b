import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { InvocationLog } from '../invocation-log.ts';
import type { MetricsBuffer } from '../metrics-buffer.ts';
import type { Clock, LaunchControl } from '../ports.ts';
import { AgentSightings } from './agent-sightings.ts';
import { decideBrake, earlyMsOf, launchesSince } from './decide-brake.ts';

export interface LaunchBrakeParts {
  readonly clock: Clock;
  readonly launches: LaunchControl;
  readonly buffer: MetricsBuffer;
  readonly log: InvocationLog;
  /** @default - instances have no launch timeout */
  readonly launchTimeoutMs?: number | undefined;
}

/** An invocation looks at its end, when it has seen for a minute whether agents registered; one that goes on, once a minute. */
const LOOK_SPACING_MS = 65_000;
/** While launches are resumed for one round. */
const PROBE_SPACING_MS = 10_000;

/**
 * Suspends the group's launches while agents do not start. It looks at the launches once a minute, unless every instance has its
 * agent or agents come and go. It never delays a poll, and no poll fails because of it. The state is in a tag of the group.
 */
export class LaunchBrake {
  readonly #parts: LaunchBrakeParts;
  readonly #sightings = new AgentSightings();
  readonly #earlyMs: number;
  #since: number;
  /** Aborted to look at once. */
  #lookNow = new AbortController();

  constructor(parts: LaunchBrakeParts) {
    this.#parts = parts;
    this.#earlyMs = earlyMsOf(parts.launchTimeoutMs);
    this.#since = this.#now();
  }

  /** Takes what a poll has read. */
  see({ jobs, agents }: MetricsResponse, { desired }: GroupLimits): void {
    const sight = { agents: agents.idle + agents.occupied, queued: jobs.queued, desired };
    this.#sightings.see({ at: this.#parts.clock.now(), ...sight });
    if (this.#sightings.rose && this.#isOpen) this.#lookNow.abort();
  }

  /** Takes that a job has left the queue. */
  jobLeft(): void {
    this.#sightings.jobLeft();
  }

  /** Takes that Semaphore refused the token of a poll. */
  refused(): void {
    this.#sightings.refuse();
  }

  /** Looks while the invocation polls, until `ended` aborts. Never rejects. */
  async run(ended: AbortSignal): Promise<void> {
    const { clock, launches } = this.#parts;
    while (!ended.aborted) {
      this.#lookNow = new AbortController();
      const isProbing = launches.brake?.kind === 'probing';
      const signal = AbortSignal.any([ended, this.#lookNow.signal]);
      await clock.sleep(isProbing ? PROBE_SPACING_MS : LOOK_SPACING_MS, signal);
      if (!ended.aborted) await this.look();
    }
  }

  /** Looks at the launches, and acts. Never rejects. */
  async look(): Promise<void> {
    const { launches, log } = this.#parts;
    const { changed, missesAgents } = this.#sightings;
    try {
      if (launches.brake !== undefined || (!changed && missesAgents)) await this.#act();
    } catch (error) {
      log.brakeFailure(error);
      // What has been seen still counts at the next look.
      return;
    }
    this.#sightings.clear();
    this.#since = this.#now();
  }

  async #act(): Promise<void> {
    const { launches: control, buffer, log } = this.#parts;
    const { changed, rose: registered, hasPolled: hasSemaphore, tokenRefused } = this.#sightings;
    const { brake, launchSuspended } = await control.describeLaunches();
    const since = this.#since;
    const launches = await control.launchesSince(
      launchesSince(this.#now(), { brake, since, earlyMs: this.#earlyMs }),
    );
    const sight = {
      now: this.#now(),
      since,
      registered,
      changed,
      hasSemaphore,
      tokenRefused,
      brake,
      launchSuspended,
      launches,
    };
    const step = decideBrake(sight, this.#earlyMs);
    const next = step === undefined ? brake : step.brake;
    if (next !== undefined && next.kind !== 'watching') buffer.launchBrake();
    if (step === undefined) return;
    // The tag comes first: a suspension without it is taken for a person's.
    if (step.brake !== undefined) await control.writeBrake(step.brake);
    if (step.process !== undefined) await control.setLaunchSuspended(step.process === 'suspend');
    if (step.brake === undefined) await control.removeBrake();
    if (step.event !== undefined) log.brake(step.event);
  }

  /** Whether the brake keeps launches suspended, or lets the group launch once. */
  get #isOpen(): boolean {
    const { brake } = this.#parts.launches;
    return brake !== undefined && brake.kind !== 'watching';
  }

  #now(): number {
    return this.#parts.clock.date().getTime();
  }
}
