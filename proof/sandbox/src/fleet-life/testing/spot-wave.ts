import { ec2Pace } from '../../virtual/ec2-pace.ts';
import { synthesizedTemplate } from '../../virtual/synthesized-template.ts';
import { VirtualFleet } from '../../virtual/virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

export interface SpotWaveOptions {
  readonly seed: number;
  readonly instances: number;
  /** Parameters of the stack, without the prefix SEMAPHORE_AGENT_. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whether jobs keep all agents busy, or arrive only 15 seconds after each wave. */
  readonly busy: boolean;
  readonly waves: number;
  /** What EC2 tells the instances of a wave. @default 'notice' */
  readonly signal?: 'notice' | 'rebalance recommendation';
}

/** A job that did not pass, and what it still had to do at the notice or recommendation. Times are in seconds. */
export interface LostJob {
  readonly id: string;
  readonly instance: string;
  readonly result: string;
  readonly leftAtNotice: number;
}

export interface SpotWaveResult {
  readonly interrupted: number;
  readonly jobs: number;
  readonly lost: readonly LostJob[];
  /** Jobs that started on an interrupted instance after its notice. */
  readonly startedAfterNotice: number;
  /** The most live instances at any time. */
  readonly mostInstances: number;
  /** How many instances of the waves are still there at the end. */
  readonly stayed: number;
  /** Whether the fleet had as many agents as before, eleven minutes and 15 seconds after the last wave. */
  readonly recovered: boolean;
}

/** Takes 30 % of a fleet's instances at once, several times, and says which jobs that cost. */
export async function spotWave(options: SpotWaveOptions): Promise<SpotWaveResult> {
  const { seed, instances, parameters, busy, waves, signal = 'notice' } = options;
  const stackName = 'wave';
  const template = await synthesizedTemplate(stackName, {
    ...{ SEMAPHORE_ENDPOINT: 'hub.test', TOKEN_PARAMETER_NAME: 'token' },
    ...{ ASG_MIN_SIZE: String(instances), ASG_MAX_SIZE: String(instances) },
    ...{ DISCONNECT_AFTER_JOB: 'false', DISCONNECT_AFTER_IDLE_TIMEOUT: '0', ...parameters },
  });
  const virtual = new VirtualFleet({ stackName, template, token: { parameter: 'token', value: 't' }, seed });
  const { hub, fleet, random, clock } = virtual;
  const durations = new Map<string, number>();
  const noticeAt = new Map<string, number>();
  const ended = new AbortController();
  await virtual.run(4 * MINUTE);
  const agents = hub.agents().idle;
  let mostInstances = 0;
  void countInstances();
  if (busy) void keepBusy();
  for (let wave = 0; wave < waves; wave++) {
    await virtual.run(3 * MINUTE + random.fraction() * 10 * SECOND);
    const live = fleet.instances().filter(({ agentState }) => agentState === 'idle' || agentState === 'busy');
    for (const { id } of shuffled(live).slice(0, Math.round(live.length * 0.3))) {
      noticeAt.set(id, clock.now());
      if (signal === 'notice') fleet.interrupt(id);
      else fleet.recommendRebalance(id);
    }
    await virtual.run(15 * SECOND);
    if (!busy) queue(instances);
  }
  await virtual.run(3 * MINUTE);
  ended.abort();
  await virtual.run(8 * MINUTE);
  const result = judge();
  await virtual.close();
  return result;

  async function countInstances(): Promise<void> {
    while (!ended.signal.aborted) {
      mostInstances = Math.max(mostInstances, fleet.context.registry.groups[0]?.capacity ?? 0);
      await clock.sleep(SECOND, ended.signal).catch(() => undefined);
    }
  }

  async function keepBusy(): Promise<void> {
    while (!ended.signal.aborted) {
      queue(agents - hub.unfinishedJobs().length);
      await clock.sleep(SECOND, ended.signal).catch(() => undefined);
    }
  }

  /** Queues jobs of 20 to 200 s. */
  function queue(count: number): void {
    for (let index = 0; index < count; index++) {
      const durationMs = (20 + random.fraction() * 180) * SECOND;
      for (const id of hub.enqueue(1, { durationMs })) durations.set(id, durationMs);
    }
  }

  function shuffled<Item>(items: readonly Item[]): readonly Item[] {
    return items
      .map((item) => ({ item, order: random.fraction() }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ item }) => item);
  }

  function judge(): SpotWaveResult {
    const instanceOf = new Map(fleet.instances().map(({ agentName, id }) => [agentName, id]));
    const jobs = hub.jobs().map((job) => {
      const instance = instanceOf.get(job.agentName) ?? '';
      const notice = noticeAt.get(instance) ?? Infinity;
      const { startedAt = Infinity, result = 'never ended' } = job;
      const leftAtNotice = (startedAt + (durations.get(job.id) ?? 0) - notice) / SECOND;
      return { id: job.id, instance, result, leftAtNotice, startedAfterNotice: startedAt > notice };
    });
    return {
      interrupted: noticeAt.size,
      jobs: jobs.length,
      lost: jobs
        .filter(({ result }) => result !== 'passed')
        .map(({ id, instance, result, leftAtNotice }) => ({ id, instance, result, leftAtNotice })),
      mostInstances,
      stayed: fleet.instances().filter(({ id, state }) => noticeAt.has(id) && state !== 'terminated').length,
      startedAfterNotice: jobs.filter(({ startedAfterNotice }) => startedAfterNotice).length,
      recovered: hub.agents().idle === agents,
    };
  }
}

/** Describes the lost jobs, for the printed figure: the instance and result of each, and how many seconds were left at the notice. */
export function nameLostJobs(lost: readonly LostJob[]): string {
  return lost
    .map(({ id, instance, result, leftAtNotice }) => {
      return `${id} on ${instance}: ${result}, ${leftAtNotice.toFixed(0)} s left at the notice`;
    })
    .join('; ');
}

/** From this many seconds after the notice, a busy agent's job may be stopped. One second is subtracted, because the agent reports whole seconds. */
export const stoppedFromSeconds = (ec2Pace.spotNoticeMs - ec2Pace.watchLastMs) / SECOND - 1;
