import {
  lastingShortage,
  lastingShortageGrowsAt,
  missingCapacity,
  noShortage,
  observeShortage,
  onDemandCapacity,
  shortageOf,
  summarizeShortage,
  type Demand,
  type Headroom,
  type ShortageWindow,
  type SpotShortage,
} from '@agent-aws-stack/sizing';
import type { ShortageNote } from '@agent-aws-stack/contract';
import type { InvocationLog } from './invocation-log.ts';
import type { MetricsBuffer } from './metrics-buffer.ts';
import type { Clock, Lease, OnDemandControl } from './ports.ts';

export interface OnDemandFallbackParts {
  readonly clock: Clock;
  readonly log: InvocationLog;
  readonly buffer: MetricsBuffer;
  readonly headroom: Headroom;
  /** How long spot capacity must be missing. */
  readonly afterMs: number;
  readonly pollIntervalMs: number;
  readonly onDemand: OnDemandControl;
  /** @default - no lease: what the previous invocation saw is lost */
  readonly lease: Lease | undefined;
}

/** A look describes the groups with all their instances, which is too much for every poll. So there is a look about this often, and when on-demand instances may be due. */
const LOOK_SPACING_MS = 10_000;
/** Only the messages of launches that failed in this time count. Auto Scaling retries within this time. */
const RECENT_MS = 60_000;
/** After this many looks without a reply, a shortage counts as interrupted. */
const LOOKS_IN_A_GAP = 3;
/** The previous invocation writes its note at least once a minute. So a note older than this is from an invocation before the previous one. */
const OLDEST_NOTE_MS = 90_000;

/**
 * Lets on-demand instances stand in when the main group has been missing capacity for a while: raises the capacity of the group of on-demand
 * instances. It never delays a poll, and no poll fails because of it. The lease tells the next invocation since when capacity
 * is missing. If the lease fails, the time starts anew.
 */
export class OnDemandFallback {
  readonly #parts: OnDemandFallbackParts;
  readonly #window: ShortageWindow;
  readonly #spacingMs: number;
  #shortage: SpotShortage | undefined;
  #nextLookAt = Number.NEGATIVE_INFINITY;
  #isLooking = false;

  constructor(parts: OnDemandFallbackParts) {
    this.#parts = parts;
    this.#spacingMs = Math.max(LOOK_SPACING_MS, parts.pollIntervalMs);
    this.#window = { windowMs: parts.afterMs, longestGapMs: LOOKS_IN_A_GAP * this.#spacingMs };
  }

  /** What the next invocation must know. Undefined if no capacity is missing. */
  get note(): ShortageNote | undefined {
    return this.#shortage && summarizeShortage(this.#shortage);
  }

  /** Call it after each poll, without waiting for it. Never rejects. */
  async look(demand: Demand): Promise<void> {
    const { clock, log } = this.#parts;
    if (this.#isLooking || clock.now() < this.#nextLookAt) return;
    this.#isLooking = true;
    // Half a poll interval less, so that the poll nearest to the due time looks.
    this.#nextLookAt = clock.now() + this.#spacingMs - this.#parts.pollIntervalMs / 2;
    try {
      await this.#look(demand);
    } catch (error) {
      log.fallbackFailure(error);
    } finally {
      this.#isLooking = false;
    }
  }

  async #look(demand: Demand): Promise<void> {
    const { onDemand: control, buffer, log, headroom, afterMs } = this.#parts;
    const known = this.#shortage ?? (await this.#learn());
    const { spot, onDemand } = await control.describe();
    const missing = missingCapacity(demand, spot, headroom);
    this.#shortage = observeShortage(known, missing, this.#now(), this.#window);
    const dueInMs = (lastingShortageGrowsAt(this.#shortage, this.#window) ?? Infinity) - this.#now();
    this.#nextLookAt = Math.min(this.#nextLookAt, this.#parts.clock.now() + dueInMs);
    const lasting = lastingShortage(this.#shortage);
    const target = onDemandCapacity(lasting, { spot, onDemand });
    buffer.onDemand(target);
    if (target === onDemand.desired) return;
    await control.raiseTo(target);
    log.standIn({ from: onDemand.desired, to: target, missing: lasting, afterMs }, await this.#cause());
  }

  /** What the previous invocation has written, unless it is too old. */
  async #learn(): Promise<SpotShortage> {
    const now = this.#now();
    const { shortage } = (await this.#parts.lease?.read()) ?? {};
    return shortage === undefined || now - shortage.seenAt > OLDEST_NOTE_MS
      ? noShortage(now)
      : shortageOf(shortage, now);
  }

  /** Why launches fail, in AWS's words. Not needed for the decision, so it may be unknown. */
  async #cause(): Promise<string | undefined> {
    const failures = await this.#parts.onDemand
      .spotFailures(new Date(this.#now() - RECENT_MS))
      .catch(() => []);
    return failures.find((message) => /\bspot\b|capacity/i.test(message)) ?? failures[0];
  }

  #now(): number {
    return this.#parts.clock.date().getTime();
  }
}
