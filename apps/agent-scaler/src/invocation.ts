import { Backoff } from './backoff.ts';
import { GroupCache } from './group-cache.ts';
import { Handover } from './handover.ts';
import { HeldJobs } from './held-jobs.ts';
import { InvocationLog } from './invocation-log.ts';
import { LaunchBrake } from './launch-brake/launch-brake.ts';
import { JobWatch } from './job-watch.ts';
import { runLoop } from './loop.ts';
import { MetricsBuffer } from './metrics-buffer.ts';
import { OnDemandFallback } from './on-demand-fallback.ts';
import { metricsTime, planInvocation, type InvocationStart } from './plan.ts';
import { Poller } from './poller.ts';
import type {
  CapacityControl,
  Clock,
  DemandSource,
  JobSource,
  LaunchControl,
  Lease,
  Log,
  MetricSink,
  OnDemandControl,
  SightStore,
  TokenParameter,
} from './ports.ts';
import type { ScalerSettings } from './settings.ts';
import { TokenSource, type TokenCache } from './token-source.ts';

export interface Ports {
  readonly clock: Clock;
  readonly demand: DemandSource & JobSource;
  readonly token: TokenParameter;
  readonly tokenCache: TokenCache;
  readonly capacity: CapacityControl;
  /** @default - launches are never suspended */
  readonly launches?: LaunchControl | undefined;
  /** @default - no on-demand instances stand in for spot instances */
  readonly onDemand?: OnDemandControl | undefined;
  /** @default - no lease: an invocation ends without knowing whether the next one polls */
  readonly lease?: Lease | undefined;
  /** @default - no store: the waits of jobs that another invocation saw first are unknown */
  readonly sights?: SightStore | undefined;
  readonly metrics: MetricSink;
  readonly log: Log;
}

/** No poll of an invocation succeeded. `cause` is the last failure, or undefined if no poll ended. */
export class ScalerFailedError extends Error {
  override readonly name = 'ScalerFailedError';

  constructor(stackName: string, polls: number, cause: unknown) {
    const last =
      cause instanceof Error ? `last failure: ${cause.name}: ${cause.message}` : 'no poll ended in time';
    super(`fleet ${stackName}: no poll succeeded, ${polls} failed; ${last}`, { cause });
  }
}

type InvocationSettings = Pick<
  ScalerSettings,
  | 'stackName'
  | 'pollIntervalMs'
  | 'headroom'
  | 'maxStep'
  | 'onDemandFallbackAfterMs'
  | 'launchTimeoutMs'
  | 'maxJobWaitMs'
>;

/**
 * Runs one invocation, which polls until the next invocation (its successor) polls, or until its time is up.
 * @throws ScalerFailedError if no poll succeeded, and nothing else
 */
export async function runInvocation(
  ports: Ports,
  settings: InvocationSettings,
  start: InvocationStart,
): Promise<void> {
  const { clock, metrics } = ports;
  const startedAt = clock.now();
  const plan = planInvocation(start);
  const { poller, backoff, buffer, log, heldJobs, fallback, jobWatch, launchBrake } = assemble(
    ports,
    settings,
  );
  const handover = new Handover({
    clock,
    log,
    lease: ports.lease,
    successorDueAt: startedAt + plan.successorDueAfterMs,
  });
  let minute = 0;
  const publish = () => metrics.publish(buffer.takeMetrics(), metricsTime(start, minute++));

  const ended = new AbortController();
  const polls = runLoop({
    clock,
    startedAt,
    phaseMs: start.phaseMs,
    intervalMs: settings.pollIntervalMs,
    lastPollAt: () =>
      startedAt + (handover.hasNoSuccessor ? plan.lastPollAloneAfterMs : plan.lastPollAfterMs),
    hurries: () => launchBrake?.needsClosePolls ?? false,
    signal: handover.signal,
    mayPoll: (now) => backoff.allows(now),
    poll: async () => {
      const before = buffer.succeeded;
      await poller.poll();
      if (buffer.succeeded > before)
        await handover.takeLease({ estimate: heldJobs.estimate, shortage: fallback?.note });
    },
  });
  void handover.awaitSuccessor(ended.signal);
  // The successor reads the saved times of first sight soon after its first poll.
  const saved = new Promise<void>((resolve) => {
    handover.signal.addEventListener('abort', () => resolve(jobWatch.end()));
  });
  void launchBrake?.run(ended.signal);
  void publishEachMinute(clock, publish, ended.signal);
  await Promise.race([
    polls.then(() => Promise.all([handover.signal.aborted ? saved : jobWatch.end(), launchBrake?.look()])),
    clock.sleep(plan.endAfterMs, ended.signal),
  ]);
  ended.abort();
  publish();
  if (handover.hasNoSuccessor && !handover.signal.aborted) log.noSuccessor(clock.now() - startedAt);
  log.end();
  if (buffer.succeeded === 0)
    throw new ScalerFailedError(settings.stackName, buffer.failed, buffer.lastFailure);
}

/**
 * When an invocation without a successor publishes the metrics of its first minute. Other invocations end earlier, and
 * publish all metrics at their end.
 */
const FIRST_MINUTE_MS = 90_000;

async function publishEachMinute(clock: Clock, publish: () => void, ended: AbortSignal): Promise<void> {
  await clock.sleep(FIRST_MINUTE_MS, ended);
  while (!ended.aborted) {
    publish();
    await clock.sleep(60_000, ended);
  }
}

/** Creates the parts of one invocation. Three things outlive the invocation: the token cache, the notes in the lease, and the saved times of first sight. */
export function assemble(ports: Ports, settings: InvocationSettings) {
  const { clock, capacity, onDemand, demand, token, tokenCache, lease, sights, launches } = ports;
  const buffer = new MetricsBuffer(settings.stackName);
  const log = new InvocationLog(ports.log);
  const backoff = new Backoff(settings.pollIntervalMs);
  const heldJobs = new HeldJobs({ clock, log, lease });
  const {
    pollIntervalMs,
    headroom,
    onDemandFallbackAfterMs: afterMs,
    launchTimeoutMs,
    maxJobWaitMs,
  } = settings;
  const fallback =
    onDemand &&
    new OnDemandFallback({ clock, log, buffer, headroom, afterMs, pollIntervalMs, onDemand, lease });
  const launchBrake =
    launches && new LaunchBrake({ clock, launches, buffer, log, pollIntervalMs, launchTimeoutMs });
  const onJobLeft = () => launchBrake?.jobLeft();
  const jobWatch = new JobWatch({
    ...{ clock, jobs: demand, sights, pollIntervalMs, maxJobWaitMs, buffer, log, onJobLeft },
  });
  const poller = new Poller({
    clock,
    tokens: new TokenSource({ parameter: token, cache: tokenCache, clock, log }),
    demand,
    capacity,
    groups: new GroupCache(capacity, clock, settings.pollIntervalMs),
    backoff,
    heldJobs,
    fallback,
    jobWatch,
    launchBrake,
    sizing: settings,
    buffer,
    log,
  });
  return { poller, backoff, buffer, log, heldJobs, fallback, jobWatch, launchBrake };
}
