import { Backoff } from './backoff.ts';
import { GroupWatch } from './group-watch.ts';
import { Journal } from './journal.ts';
import { runLoop } from './loop.ts';
import { metricsTime, planInvocation, type InvocationStart } from './plan.ts';
import { Poller } from './poller.ts';
import type { CapacityControl, Clock, DemandSource, Log, MetricSink, TokenStore, Turns } from './ports.ts';
import { Relief } from './relief.ts';
import type { ScalerSettings } from './settings.ts';
import { Tally } from './tally.ts';
import { TokenKeeper } from './token-keeper.ts';

export interface Ports {
  readonly clock: Clock;
  readonly demand: DemandSource;
  readonly tokens: TokenStore;
  readonly capacity: CapacityControl;
  /** Where invocations tell one another that they poll. @default - nowhere */
  readonly turns?: Turns | undefined;
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
  const { clock, metrics } = ports;
  const startedAt = clock.now();
  const plan = planInvocation(start);
  const { poller, backoff, tally, journal } = assemble(ports, settings);
  const relief = new Relief({
    clock,
    journal,
    turns: ports.turns,
    successorDueAt: startedAt + plan.successorDueAfterMs,
  });
  let minute = 0;
  const publish = () => metrics.publish(tally.takeMetrics(), metricsTime(start, minute++));

  const over = new AbortController();
  const polls = runLoop({
    clock,
    startedAt,
    phaseMs: start.phaseMs,
    intervalMs: settings.pollIntervalMs,
    lastPollAt: () => startedAt + (relief.isAlone ? plan.lastPollAloneAfterMs : plan.lastPollAfterMs),
    signal: relief.signal,
    mayPoll: (now) => backoff.allows(now),
    poll: async () => {
      const before = tally.decided;
      await poller.poll();
      if (tally.decided > before) await relief.take();
    },
  });
  void relief.watch(over.signal);
  void eachMinute(clock, publish, over.signal);
  await Promise.race([polls, clock.sleep(plan.endAfterMs, over.signal)]);
  over.abort();
  publish();
  if (relief.isAlone && !relief.signal.aborted) journal.notRelieved(clock.now() - startedAt);
  journal.end();
  if (tally.decided === 0) throw new ScalerFailedError(settings.stackName, tally.failed, tally.lastFailure);
}

/** An invocation that nobody relieves publishes its minutes one by one, when the first of them is surely over. */
const FIRST_MINUTE_MS = 90_000;

async function eachMinute(clock: Clock, publish: () => void, over: AbortSignal): Promise<void> {
  await clock.sleep(FIRST_MINUTE_MS, over);
  while (!over.aborted) {
    publish();
    await clock.sleep(60_000, over);
  }
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
