import type { MetricsResponse, QueuedJobs } from '@agent-aws-stack/semaphore-api';
import type { GroupLimits, QuotaEstimate } from '@agent-aws-stack/sizing';
import { decodeSights, encodeSights } from '../adapters/sights-parameter.ts';
import { runInvocation, type Ports } from '../invocation.ts';
import type { InvocationStart } from '../plan.ts';
import type { Metric, Notes, OnDemandControl } from '../ports.ts';
import type { TokenCache } from '../token-source.ts';
import { ScalerClock } from './scaler-clock.ts';

/** A normal start: on time, in a function with a timeout of 160 s. */
export const ON_TIME: InvocationStart = {
  remainingMs: 160_000,
  scheduledAt: new Date('2026-03-01T10:00:00Z'),
  latenessMs: 0,
  phaseMs: 0,
};

type Settings = Parameters<typeof runInvocation>[1];
const DEFAULTS: Settings = {
  stackName: 'ci',
  pollIntervalMs: 2_000,
  headroom: { strategy: 'none' },
  maxStep: 0,
  onDemandFallbackAfterMs: 0,
  maxJobWaitMs: 0,
};
type Fields = Readonly<Record<string, unknown>>;
type Answer<Value> = () => Value | Promise<Value>;

/** Fake ports for an invocation. Each call to Semaphore, the group, the token and the lease takes 50 ms, is recorded with its time, and can be made to fail. */
export class Fixture {
  readonly clock = new ScalerClock();
  readonly startedAt = this.clock.now();
  jobs = { queued: 0, running: 0 };
  agents = { idle: 0, occupied: 0 };
  group: GroupLimits = { min: 0, max: 10, desired: 0 };
  token = 'token-1';
  readonly tokenCache: TokenCache = {};
  leaseVersion = 7;
  /** What the lease says about the quota. */
  leaseEstimate: QuotaEstimate | undefined;
  /** What the lease says about missing spot capacity. */
  leaseShortage: Notes['shortage'];
  /** Undefined: no on-demand instances stand in for spot instances. */
  onDemandGroup: OnDemandControl | undefined;

  /** When each call started, in milliseconds after the start. */
  readonly polls: number[] = [];
  readonly describes: number[] = [];
  readonly tokenReads: number[] = [];
  readonly leasesTaken: number[] = [];
  readonly leaseReads: number[] = [];
  readonly jobLists: number[] = [];

  /** The token of each poll. */
  readonly tokensUsed: string[] = [];
  readonly raises: { readonly at: number; readonly from: number; readonly to: number }[] = [];
  readonly published: {
    readonly at: number;
    readonly metrics: readonly Metric[];
    readonly timestamp: Date;
  }[] = [];
  readonly lines: { readonly level: string; readonly message: string; readonly fields: Fields }[] = [];

  /** Functions that give the replies. Tests replace them to simulate faults. */
  onDemand: Answer<MetricsResponse> = () => ({ jobs: { ...this.jobs }, agents: { ...this.agents } });
  onDescribe: Answer<GroupLimits> = () => ({ ...this.group });
  onRaise: Answer<void> = () => undefined;
  onToken: Answer<string> = () => this.token;
  /** The ids of the queued jobs; by default, Semaphore lists none. */
  onJobs: Answer<QueuedJobs> = () => ({ ids: [], isComplete: true });
  savedSights = '';
  onSave: Answer<void> = () => undefined;
  onLoad: Answer<void> = () => undefined;
  onLeaseTaken: Answer<number> = () => this.takeLease();
  onLeaseRead: Answer<number> = () => this.leaseVersion;

  /** Milliseconds since the start. */
  get elapsed(): number {
    return Math.round(this.clock.now() - this.startedAt);
  }

  /** Runs one invocation to its end. Its successor takes the lease after a minute. */
  run(start: InvocationStart = ON_TIME, settings: Partial<Settings> = {}): Promise<void> {
    this.at(60_150, () => this.takeLease());
    return this.runAlone(start, settings);
  }

  /** Runs one invocation without a successor. */
  runAlone(start: InvocationStart = ON_TIME, settings: Partial<Settings> = {}): Promise<void> {
    return this.clock.run(this.invoke(start, settings));
  }

  /** Runs one invocation of a stack that has no lease parameter. */
  runWithoutLease(): Promise<void> {
    const ports = { ...this.ports(), lease: undefined };
    return this.clock.run(runInvocation(ports, DEFAULTS, ON_TIME));
  }

  /** Starts one invocation, and leaves the clock to the test. So a test can run several at once. */
  invoke(start: InvocationStart = ON_TIME, settings: Partial<Settings> = {}): Promise<void> {
    return runInvocation(this.ports(), { ...DEFAULTS, ...settings }, start);
  }

  ports(): Ports {
    const note =
      (level: string) =>
      (message: unknown, ...[fields]: unknown[]) => {
        this.lines.push({ level, message: String(message), fields: (fields ?? {}) as Fields });
      };
    return {
      clock: this.clock,
      demand: {
        getMetrics: (token) => {
          this.tokensUsed.push(token);
          return this.#answer(this.polls, () => this.onDemand());
        },
        getQueuedJobs: () => this.#answer(this.jobLists, () => this.onJobs()),
      },
      capacity: {
        describe: () => this.#answer(this.describes, () => this.onDescribe()),
        raiseTo: (to) => this.#raiseTo(to),
      },
      onDemand: this.onDemandGroup,
      token: { name: '/ci/token', read: () => this.#answer(this.tokenReads, () => this.onToken()) },
      tokenCache: this.tokenCache,
      lease: {
        take: ({ estimate, shortage }) =>
          this.#answer(this.leasesTaken, async () => {
            const version = await this.onLeaseTaken();
            this.leaseEstimate = estimate;
            this.leaseShortage = shortage;
            return version;
          }),
        read: () =>
          this.#answer(this.leaseReads, async () => ({
            version: await this.onLeaseRead(),
            estimate: this.leaseEstimate,
            shortage: this.leaseShortage,
          })),
      },
      sights: {
        save: async (sights, now) => {
          await this.clock.sleep(50);
          await this.onSave();
          this.savedSights = sights.length === 0 ? '' : encodeSights(sights, now);
        },
        load: async () => {
          await this.clock.sleep(50);
          await this.onLoad();
          return decodeSights(this.savedSights);
        },
      },
      metrics: {
        publish: (metrics, timestamp) => this.published.push({ at: this.elapsed, metrics, timestamp }),
      },
      log: { debug: note('debug'), info: note('info'), warn: note('warn') },
    };
  }

  /** Increments the lease's version, as each invocation does when it takes the lease. Returns the new version. */
  takeLease(): number {
    return (this.leaseVersion += 1);
  }

  /** Calls `change` at the given number of milliseconds after the start. */
  at(ms: number, change: () => void): void {
    void this.clock.sleep(ms - this.elapsed).then(change);
  }

  /** Pairs of value and count of a published metric. Jobs and agents have one series per state. */
  metric(name: string, state?: string): [number, number][] {
    const metric = this.published
      .flatMap(({ metrics }) => metrics)
      .find(
        ({ name: other, dimensions }) =>
          other === name && (!state || Object.values(dimensions).includes(state)),
      );
    return metric?.values.map((value, index) => [value, metric.counts[index] ?? 0]) ?? [];
  }

  /** The messages of one level, in order. */
  logged(level: string): string[] {
    return this.lines.filter((line) => line.level === level).map(({ message }) => message);
  }

  async #raiseTo(to: number): Promise<void> {
    const at = this.elapsed;
    await this.clock.sleep(50);
    await this.onRaise();
    this.raises.push({ at, from: this.group.desired, to });
    this.group = { ...this.group, desired: to };
  }

  async #answer<Value>(times: number[], answer: Answer<Value>): Promise<Value> {
    times.push(this.elapsed);
    await this.clock.sleep(50);
    return answer();
  }
}
