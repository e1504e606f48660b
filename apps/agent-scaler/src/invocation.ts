import { Backoff } from './backoff.ts';
import { GroupWatch } from './group-watch.ts';
import { Journal } from './journal.ts';
import { runLoop } from './loop.ts';
import { planInvocation, type InvocationStart, type Plan } from './plan.ts';
import { Poller } from './poller.ts';
import type { CapacityControl, Clock, DemandSource, Log, MetricSink, TokenStore } from './ports.ts';
import type { ScalerSettings } from './settings.ts';
import { Tally } from './tally.ts';
import { TokenKeeper } from './token-keeper.ts';

export interface Ports {
  readonly clock: Clock;
  readonly demand: DemandSource;
  readonly tokens: TokenStore;
  readonly capacity: CapacityControl;
  readonly metrics: MetricSink;
  readonly log: Log;
}

/** Not one poll of an invocation led to a decision that was carried out; `cause` is the last failure. */
export class ScalerFailedError extends Error {
  override readonly name = 'ScalerFailedError';

  constructor(stackName: string, polls: number, cause: unknown) {
    const last = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'none ended in time';
    super(`fleet ${stackName}: no poll succeeded, ${polls} failed; the last one: ${last}`, { cause });
  }
}

type Sized = Pick<ScalerSettings, 'stackName' | 'pollIntervalMs' | 'headroom' | 'maxStep'>;

/**
 * One invocation, from its first poll to its last.
 * @throws ScalerFailedError when nothing succeeded; nothing else
 */
export async function runInvocation(ports: Ports, settings: Sized, start: InvocationStart): Promise<void> {
  const { clock } = ports;
  const startedAt = clock.now();
  const plan = planInvocation(start);
  const { poller, backoff, tally, journal } = assemble(ports, settings);

  const over = new AbortController();
  const work = Promise.all([
    runLoop({
      clock,
      startedAt,
      phaseMs: start.phaseMs,
      intervalMs: settings.pollIntervalMs,
      lastPollAt: startedAt + plan.lastPollAfterMs,
      mayPoll: (now) => backoff.allows(now),
      poll: () => poller.poll(),
    }),
    publishMinute(ports, plan, tally, journal),
  ]);
  await Promise.race([work, clock.sleep(plan.endAfterMs, over.signal)]);
  over.abort();
  if (tally.decided === 0) throw new ScalerFailedError(settings.stackName, tally.failed, tally.lastFailure);
}

/** The parts of one invocation; nothing is kept from one to the next. */
export function assemble(ports: Ports, settings: Sized) {
  const { clock, capacity, demand } = ports;
  const tally = new Tally(settings.stackName);
  const journal = new Journal(ports.log);
  const backoff = new Backoff(settings.pollIntervalMs);
  const watch = new GroupWatch(capacity, clock, settings.pollIntervalMs);
  const tokens = new TokenKeeper(ports.tokens, clock);
  const poller = new Poller({
    clock,
    tokens,
    demand,
    capacity,
    watch,
    backoff,
    sizing: settings,
    tally,
    journal,
  });
  return { poller, backoff, tally, journal };
}

/** Beside the loop, never in its way: a failure or a hang here costs a minute's metrics and a line in the log. */
async function publishMinute(
  { clock, metrics }: Ports,
  plan: Plan,
  tally: Tally,
  journal: Journal,
): Promise<void> {
  await clock.sleep(plan.publishAfterMs);
  try {
    await metrics.publish(tally.metrics(), clock.date());
  } catch (error) {
    journal.metricsFailure(error);
  }
}
