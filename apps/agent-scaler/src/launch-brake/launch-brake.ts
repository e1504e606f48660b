import type { MetricsResponse } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { InvocationLog } from '../invocation-log.ts';
import type { MetricsBuffer } from '../metrics-buffer.ts';
import type { Clock, LaunchControl } from '../ports.ts';
import { AgentSightings, LONGEST_GAP_MS, type Sightings } from './agent-sightings.ts';
import { decideBrake, earlyMsOf, launchesSince } from './decide-brake.ts';
import { hasRoomForAgents } from './decide-open.ts';

export interface LaunchBrakeParts {
  readonly clock: Clock;
  readonly launches: LaunchControl;
  readonly buffer: MetricsBuffer;
  readonly log: InvocationLog;
  readonly pollIntervalMs: number;
  /** @default - instances have no launch timeout */
  readonly launchTimeoutMs?: number | undefined;
}

/** An invocation looks at the launches when it ends: by then, it has seen for a minute whether agents register. An invocation that runs longer looks this often. */
const LOOK_SPACING_MS = 65_000;
/** How often an invocation looks after a round has failed, and while launches are resumed for one round. */
const QUICK_SPACING_MS = 10_000;

/**
 * Suspends the group's launches while agents do not start. It looks at the launches once a minute, except while every instance has
 * its agent, or agents come and go. It never delays a poll, and no poll fails because of it. The state is in a tag of the group.
 */
export class LaunchBrake {
  readonly #parts: LaunchBrakeParts;
  readonly #sightings = new AgentSightings();
  readonly #earlyMs: number;
  /** Since when the sightings count. */
  #since: number;
  /** Since when no agent can have come and gone between two polls. Undefined: since before this invocation. */
  #closeSince: number | undefined;
  /** Aborted to look at once. */
  #lookNow = new AbortController();

  constructor(parts: LaunchBrakeParts) {
    this.#parts = parts;
    this.#earlyMs = earlyMsOf(parts.launchTimeoutMs);
    this.#since = this.#now();
  }

  /** Whether polls must come close together, whatever the poll interval is: a round has failed, or the brake is open. */
  get needsClosePolls(): boolean {
    return this.#parts.launches.brake !== undefined;
  }

  /** Takes what a poll has read. */
  see({ jobs, agents }: MetricsResponse, { desired }: GroupLimits): void {
    const { clock, pollIntervalMs, launches } = this.#parts;
    const brake = launches.brake?.kind === 'watching' ? undefined : launches.brake;
    const isFirst = this.#sightings.last === undefined;
    const sight = { agents: agents.idle + agents.occupied, queued: jobs.queued, desired };
    this.#sightings.see({ at: clock.now(), ...sight }, brake?.agents);
    // The polls of the previous invocation came close together, too, if its interval is short or the group had the tag.
    const isAfterGap = isFirst
      ? pollIntervalMs > LONGEST_GAP_MS && !this.needsClosePolls
      : this.#sightings.isGap;
    if (isAfterGap) this.#closeSince = this.#now();
    if (brake === undefined) return;
    const mayProbe = brake.kind === 'open' && brake.probes === 0 && hasRoomForAgents(brake, sight.agents);
    if (this.#sightings.seen.rose || mayProbe) this.#lookNow.abort();
  }

  /** Notes that a job has left the queue. */
  jobLeft(): void {
    this.#sightings.jobLeft();
  }

  /** Notes that Semaphore refused the token of a poll. */
  refused(): void {
    this.#sightings.refuse();
  }

  /** Looks while the invocation polls, until `ended` aborts. Never rejects. */
  async run(ended: AbortSignal): Promise<void> {
    const { clock, launches } = this.#parts;
    let lookedAt = clock.now();
    while (!ended.aborted) {
      const lookNow = (this.#lookNow = new AbortController());
      await clock.sleep(QUICK_SPACING_MS, AbortSignal.any([ended, lookNow.signal]));
      const isQuick = launches.brake !== undefined && launches.brake.kind !== 'open';
      const isDue = isQuick || clock.now() - lookedAt >= LOOK_SPACING_MS;
      if (ended.aborted || !(isDue || lookNow.signal.aborted)) continue;
      lookedAt = clock.now();
      await this.look();
    }
  }

  /** Looks at the launches, and acts. Never rejects. */
  async look(): Promise<void> {
    const { launches, log } = this.#parts;
    const { hasPolled, tokenRefused } = this.#sightings.seen;
    // An invocation may end right after a look. That no poll has succeeded in so short a time means nothing.
    if (!hasPolled && !tokenRefused && this.#now() - this.#since < QUICK_SPACING_MS) return;
    const [seen, since] = [this.#sightings.take(), this.#since];
    this.#since = this.#now();
    // If no poll has succeeded, nobody knows how many agents there are, so agents may be missing.
    const missesAgents = seen.missesAgents || !seen.hasPolled;
    try {
      if (launches.brake !== undefined || (!seen.changed && missesAgents))
        await this.#act({ ...seen, missesAgents }, since);
    } catch (error) {
      log.brakeFailure(error);
      // What has been seen still counts at the next look.
      this.#sightings.putBack(seen);
      this.#since = since;
    }
  }

  async #act(seen: Sightings, since: number): Promise<void> {
    const { launches: control, buffer, log } = this.#parts;
    const { brake, launchSuspended } = await control.describeLaunches();
    const now = this.#now();
    const launches = await control.launchesSince(
      launchesSince(now, { brake, since, earlyMs: this.#earlyMs }),
    );
    const sight = {
      ...{ now, since, closeSince: this.#closeSince, launches, brake, launchSuspended },
      ...{ registered: seen.rose, changed: seen.changed, missesAgents: seen.missesAgents },
      agents: this.#sightings.last?.agents,
      ...{ hasSemaphore: seen.hasPolled, tokenRefused: seen.tokenRefused },
    };
    const step = decideBrake(sight, this.#earlyMs);
    const next = step === undefined ? brake : step.brake;
    if (next !== undefined && next.kind !== 'watching') buffer.launchBrake();
    if (step === undefined) return;
    // Write the tag first: if launches are suspended without the tag, the scaler assumes that a person suspended them.
    if (step.brake !== undefined) await control.writeBrake(step.brake);
    if (step.process === 'resume') await control.setLaunchSuspended(false);
    if (step.process === 'suspend') {
      await control.setLaunchSuspended(true);
      // `fleet brake release` may have removed the tag after this scaler wrote it. Then nobody would resume launches.
      const released = (await control.describeLaunches()).brake === undefined;
      if (released) return control.setLaunchSuspended(false);
    }
    if (step.brake === undefined) await control.removeBrake();
    if (step.event !== undefined) log.brake(step.event);
  }

  #now(): number {
    return this.#parts.clock.date().getTime();
  }
}
