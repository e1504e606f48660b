import { readInstanceRollout, type AgentDocument } from '@agent-aws-stack/contract';
import type { Clock } from '../../clock.ts';
import type { Random } from '../../random.ts';
import type { Simulation } from '../simulation.ts';
import type { Instance } from './instance.ts';
import type { InstanceAws } from './instance-aws.ts';
import type { InstanceMetadata } from './instance-metadata.ts';
import { RolloutReader } from './rollout-reader.ts';
import type { WatchPace } from './watch-pace.ts';

/** Why an instance must be replaced, strongest first. */
export type RetirementReason =
  'spot notice' | 'termination' | 'unreported launch' | 'rebalance recommendation' | 'outdated' | 'too old';

/** The report of an instance's launch. */
export interface WatchedLaunch {
  /** When the instance must be replaced unless it has reported its launch, in milliseconds since the epoch. */
  readonly retireAt: number;
  readonly hasReported: () => boolean;
  /** Whether a report has failed, even if a later one was accepted. */
  readonly wasRefused: () => boolean;
}

export interface RetirementWatchOptions extends WatchPace {
  readonly clock: Clock;
  readonly random: Random;
  readonly metadata: InstanceMetadata;
  /** Aborted when the agent has ended or the machine has stopped. */
  readonly signal: AbortSignal;
  readonly gracePeriodMs: number;
  /** The group replaces spot instances that EC2 recommends to rebalance. */
  readonly rebalances: boolean;
  /** The rollout of the fleet; undefined if the instance's user data names none. */
  readonly rollout: RolloutReader | undefined;
  /** If the report of this launch has failed, the agent takes no more jobs from `retireAt` on. @default - the launch needs no report */
  readonly launch?: WatchedLaunch | undefined;
  /** When the instance is too old, in milliseconds since the epoch; undefined = never. */
  readonly tooOldAt: number | undefined;
  /** Sends SIGTERM to the agent. */
  readonly stopAgent: (reason: RetirementReason) => void;
}

/** If the log has had no line for this long, the watch no longer takes the agent for idle. */
const STALE_MS = 30_000;
/** An idle agent has no job to stop, so it gets this much longer to end its sync. */
const IDLE_EXTRA_MS = 10_000;

/**
 * Does what the image's retirement watch does. It reads the agent's log, and stops the agent right after a sync that brought no job:
 * no other sync is then in flight, the next sync tells Semaphore about the interruption, and Semaphore assigns no job to an interrupted agent.
 * A busy agent is stopped only for a spot interruption, when its grace period must begin.
 */
export class RetirementWatch {
  readonly #options: RetirementWatchOptions;
  /** The watch looks at the metadata service at this time, and then regularly. */
  readonly #startedAt: number;
  #reason: RetirementReason | undefined;
  #isStopping = false;
  /** Whether the last line says that the agent has no job. */
  #isIdle = false;
  #lastLineAt = -Infinity;
  /** When the grace period must begin. */
  #deadline = Infinity;

  constructor(options: RetirementWatchOptions) {
    this.#options = options;
    this.#startedAt = options.clock.now();
  }

  /** Starts to look at the metadata service. */
  start(): void {
    const { metadata, signal, rollout, tooOldAt, clock, launch } = this.#options;
    metadata.watch(() => this.#lookLater(), signal);
    this.#lookLater();
    rollout?.start(() => this.#look(), signal);
    if (launch !== undefined) this.#after(launch.retireAt - clock.now(), () => this.#lookAtLaunch(launch));
    if (tooOldAt !== undefined) this.#after(tooOldAt - clock.now(), () => this.#look());
  }

  /** Why the instance must be replaced; undefined if it need not be. */
  get reason(): RetirementReason | undefined {
    return this.#reason;
  }

  /** Reads the next line of the agent's log. */
  readLine(line: string): void {
    const action = /^SYNC response \(action: ([a-z-]+)/.exec(line)?.[1];
    const state = /^SYNC request \(state: ([a-z-]+)/.exec(line)?.[1];
    if (action === undefined && state === undefined) return;
    this.#lastLineAt = this.#options.clock.now();
    const isMoment = action === 'wait-for-jobs' || (action === 'continue' && this.#isIdle);
    this.#isIdle = isMoment || state === 'waiting-for-jobs';
    if (isMoment && this.#reason !== undefined) this.#stop(this.#reason);
    else this.#stopIfDue();
  }

  /** Looks at the time of the next poll, because the image's script sees a change only when it polls. */
  #lookLater(): void {
    const { clock, watchPollMs } = this.#options;
    const sinceLook = (clock.now() - this.#startedAt) % watchPollMs;
    this.#after(watchPollMs - sinceLook, () => this.#look());
  }

  /** Looks again at each poll, because no event says that AWS has answered a report. */
  #lookAtLaunch(launch: WatchedLaunch): void {
    this.#look();
    if (!launch.hasReported()) this.#after(this.#options.watchPollMs, () => this.#lookAtLaunch(launch));
  }

  #look(): void {
    const { metadata, rebalances, rollout, tooOldAt = Infinity, clock } = this.#options;
    const { gracePeriodMs, watchLastMs } = this.#options;
    const notice = metadata.get('spot/instance-action');
    if (notice !== undefined) {
      this.#reason = 'spot notice';
      const { time } = JSON.parse(notice) as { readonly time: string };
      this.#deadline = Math.max(clock.now(), Date.parse(time) - gracePeriodMs - watchLastMs);
      for (const extraMs of [0, IDLE_EXTRA_MS])
        this.#after(this.#deadline + extraMs - clock.now(), () => this.#stopIfDue());
    } else if (metadata.get('autoscaling/target-lifecycle-state') === 'Terminated')
      this.#reason = 'termination';
    else if (this.#isUnreported) this.#reason = 'unreported launch';
    else if (rebalances && metadata.get('events/recommendations/rebalance') !== undefined)
      this.#reason = 'rebalance recommendation';
    else if (rollout?.isOutdated === true) this.#reason = 'outdated';
    else if (clock.now() >= tooOldAt) this.#reason = 'too old';
    // These two reasons can go away: a rollout can be paused, and a report can succeed late.
    else if (this.#reason === 'outdated' || this.#reason === 'unreported launch') this.#reason = undefined;
  }

  get #isUnreported(): boolean {
    const { launch, clock } = this.#options;
    return (
      launch !== undefined && clock.now() >= launch.retireAt && launch.wasRefused() && !launch.hasReported()
    );
  }

  /** Stops the agent if its job's grace period must begin now. An idle agent gets longer, because the current sync may bring a job. */
  #stopIfDue(): void {
    const { clock } = this.#options;
    const isSilent = clock.now() - this.#lastLineAt >= STALE_MS;
    const extraMs = this.#isIdle && !isSilent ? IDLE_EXTRA_MS : 0;
    if (clock.now() >= this.#deadline + extraMs) this.#stop('spot notice');
  }

  #stop(reason: RetirementReason): void {
    const { random, watchReactionMs, stopAgent } = this.#options;
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#after(random.fraction() * watchReactionMs, () => stopAgent(reason));
  }

  /** Does nothing once the agent has ended. */
  #after(ms: number, act: () => void): void {
    const { clock, signal } = this.#options;
    void clock.sleep(Math.max(0, ms), signal).then(act, () => undefined);
  }
}

/** The watch of an instance whose agent has this configuration. */
export function retirementWatch(
  { clock, random, pace }: Pick<Simulation, 'clock' | 'random' | 'pace'>,
  instance: Pick<Instance, 'id' | 'launchedAt' | 'retireAt' | 'metadata' | 'note' | 'template'>,
  agent: {
    readonly aws: Pick<InstanceAws, 'getWrittenParameter'>;
    readonly config: AgentDocument;
    readonly launch: RetirementWatchOptions['launch'];
    readonly signal: AbortSignal;
    readonly interrupt: () => void;
  },
): RetirementWatch {
  const { interruptionGracePeriod, retireOnRebalance, retireAfter } = agent.config;
  // The retirement age differs by up to 5 % in both directions, so that instances that were launched together do not retire together. It stays the same
  // when the agent starts again.
  if (retireAfter > 0) instance.retireAt ??= clock.now() + retireAfter * (950 + random.fraction() * 100);
  const inUserData = readInstanceRollout(instance.template?.userData ?? '');
  return new RetirementWatch({
    ...pace,
    ...{ clock, random, metadata: instance.metadata, signal: agent.signal },
    gracePeriodMs: interruptionGracePeriod * 1_000,
    rebalances: retireOnRebalance,
    launch: agent.launch,
    rollout:
      inUserData &&
      new RolloutReader({
        ...{
          clock,
          aws: agent.aws,
          instanceId: instance.id,
          launchedAt: instance.launchedAt,
          everyMs: pace.rolloutReadMs,
        },
        ...inUserData,
      }),
    tooOldAt: instance.retireAt,
    stopAgent(reason) {
      instance.note(`the watch stops the agent: ${reason}`);
      agent.interrupt();
    },
  });
}
