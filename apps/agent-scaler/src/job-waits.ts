import type { JobSight, LeftJob } from '@agent-aws-stack/contract';
import type { QueuedJobs } from '@agent-aws-stack/semaphore-api';

/** When a job was first seen. `unknown`: it may have waited unseen before that. `before`: the previous invocation may know the time. */
type Sight = number | 'unknown' | 'before';

/** A job that left the queue before this invocation had read what the previous one knows. */
interface Departure {
  readonly id: string;
  readonly at: number;
}

/** If more than this many poll intervals pass between two lists, times are too inexact. */
const LONGEST_GAP = 1.5;

/**
 * Learns from lists of queued jobs how long each job waited: from the first list with the job to the first list without it.
 * While polls are on time, each of the two lists is at most a poll interval late, so a wait is at most one poll interval too
 * long or too short.
 */
export class JobWaits {
  readonly #longestGapMs: number;
  /** The jobs of the last list, in its order: the newest first. */
  #sights = new Map<string, Sight>();
  #listedAt: number | undefined;
  #wasComplete = true;
  #firstListAt = 0;
  #departures: Departure[] = [];
  #someLeft = false;

  constructor(pollIntervalMs: number) {
    this.#longestGapMs = LONGEST_GAP * pollIntervalMs;
  }

  get isEmpty(): boolean {
    return this.#sights.size === 0;
  }

  /** Whether the last list lacked jobs that were in the list before it: an agent took them, or a user stopped them. */
  get someLeft(): boolean {
    return this.#someLeft;
  }

  /** True if the previous invocation may know when a job was first seen. */
  get needsSights(): boolean {
    return this.#departures.length > 0 || [...this.#sights.values()].includes('before');
  }

  /** The queued jobs, the newest first. */
  get sights(): readonly JobSight[] {
    return [...this.#sights].map(([id, at]) => ({ id, at: at === 'before' ? 'unknown' : at }));
  }

  /** Call it if no job is queued and the last list was empty. */
  nothingQueued(now: number): void {
    this.#listedAt = now;
  }

  /**
   * Takes a list. Returns the jobs that have started since the last list, oldest first, with their waits. Leaves out jobs whose
   * wait is not known.
   * @param agents the number of agents: no more jobs can have started since the last list
   */
  observe({ ids, isComplete }: QueuedJobs, now: number, agents: number): LeftJob[] {
    const before = this.#sights;
    const isFirst = this.#listedAt === undefined;
    if (isFirst) this.#firstListAt = now;
    const isExact = this.#listedAt !== undefined && now - this.#listedAt <= this.#longestGapMs;
    const left = this.#left(new Set(ids), isComplete);
    this.#someLeft = !isFirst && left.length > 0;
    this.#sights = isFirst ? new Map(ids.map((id) => [id, 'before'])) : this.#listed(ids, now, isExact);
    this.#listedAt = now;
    this.#wasComplete = isComplete;
    if (!isExact) return [];
    // Jobs of one priority start in the order in which they were queued (Zebra.Workers.Scheduler.Selector in
    // zebra/lib/zebra/workers/scheduler/selector.ex, and OccupyAgentInTransaction in self_hosted_hub/pkg/models/agent.go of
    // semaphoreio/semaphore). If more jobs left than there are agents, the newest are taken for jobs that users stopped.
    const started = left.toReversed().slice(0, agents);
    return started.flatMap((id) => {
      const sight = before.get(id);
      if (sight === 'before') this.#departures.push({ id, at: now });
      return typeof sight === 'number' ? [{ id, waitedMs: now - sight, leftAt: now }] : [];
    });
  }

  /**
   * Takes what the previous invocation knows. Returns the waits of jobs that have already started.
   * @param sightOf when the previous invocation first saw a job; undefined if its last list did not have the job
   */
  adopt(sightOf: (id: string) => JobSight['at'] | undefined): LeftJob[] {
    // A queued job that was not in the previous invocation's last list was queued after that list.
    for (const [id, sight] of this.#sights)
      if (sight === 'before') this.#sights.set(id, sightOf(id) ?? this.#firstListAt);
    // A job that has left the queue and was not in that list left before that list, so the previous invocation counted it.
    const waits = this.#departures.flatMap(({ id, at }) => {
      const sight = sightOf(id) ?? 'unknown';
      return sight === 'unknown' ? [] : [{ id, waitedMs: at - sight, leftAt: at }];
    });
    this.#departures = [];
    return waits;
  }

  /** Call it if what the previous invocation knows is lost. */
  giveUp(): void {
    for (const [id, sight] of this.#sights) if (sight === 'before') this.#sights.set(id, 'unknown');
    this.#departures = [];
  }

  /** The jobs that have left the queue, the newest first, without those that may only have fallen out of the list. */
  #left(listed: ReadonlySet<string>, isComplete: boolean): readonly string[] {
    const before = [...this.#sights.keys()];
    const certain = isComplete ? before : before.slice(0, before.findLastIndex((id) => listed.has(id)) + 1);
    return certain.filter((id) => !listed.has(id));
  }

  /** New jobs are at the head of the list. A job that appears behind known jobs is not new: it had fallen out of an earlier list. */
  #listed(ids: readonly string[], now: number, isExact: boolean): Map<string, Sight> {
    const overlaps = this.#wasComplete || ids.some((id) => this.#sights.has(id));
    let isNew = isExact && overlaps;
    return new Map(
      ids.map((id) => {
        const known = this.#sights.get(id);
        if (known !== undefined) isNew = false;
        return [id, known ?? (isNew ? now : 'unknown')];
      }),
    );
  }
}
