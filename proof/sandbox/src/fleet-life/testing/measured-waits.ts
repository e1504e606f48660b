import type { JobStartedLine } from '@agent-aws-stack/contract';
import * as z from 'zod';
import { synthesizedTemplate } from '../../virtual/synthesized-template.ts';
import { VirtualFleet } from '../../virtual/virtual-fleet.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const STACK = 'waits';
const POLL_MS = 2 * SECOND;

const startedLine: z.ZodType<JobStartedLine> = z.object({ job: z.string(), waitedMs: z.number() });

export interface MeasuredWaitsOptions {
  readonly seed: number;
  readonly jobs: number;
  /** The most jobs that are queued at a time. Semaphore lists at most 500. */
  readonly mostQueued: number;
  /** The share of jobs, from 0 to 1, that a user stops within half a minute of their arrival if they are still queued. */
  readonly stoppedShare?: number;
}

export interface MeasuredWaits {
  /** By how much each measured wait is too long or too short, in polls; in ascending order. */
  readonly errors: readonly number[];
  /** Jobs that started, but whose wait the scaler does not know. */
  readonly unknown: number;
  /** Jobs whose start the scaler counted more than once. */
  readonly countedAgain: number;
  readonly mostQueued: number;
  /** The longest true wait of a job, in seconds. */
  readonly longestWait: number;
  /** Jobs that users stopped in the queue. */
  readonly stopped: number;
  /** Stopped jobs that the scaler took for started. */
  readonly stoppedButCounted: number;
}

/** Queues jobs for a fleet in bursts and lulls. Compares each wait that the scaler measures with the hub's record. */
export async function measuredWaits(options: MeasuredWaitsOptions): Promise<MeasuredWaits> {
  const { seed, jobs: wanted, mostQueued: limit, stoppedShare = 0 } = options;
  const template = await synthesizedTemplate(STACK, {
    ...{ SEMAPHORE_ENDPOINT: 'hub.test', TOKEN_PARAMETER_NAME: 'token' },
    ...{ ASG_MIN_SIZE: '10', ASG_MAX_SIZE: '60', DISCONNECT_AFTER_JOB: 'false' },
  });
  /** The measured waits of each job, in milliseconds. */
  const measured = new Map<string, readonly number[]>();
  const virtual = new VirtualFleet({
    ...{ stackName: STACK, template, token: { parameter: 'token', value: 't' }, seed },
    onLog: (_level, _message, fields) => {
      const { data } = startedLine.safeParse(fields);
      if (data !== undefined) measured.set(data.job, [...(measured.get(data.job) ?? []), data.waitedMs]);
    },
  });
  const { hub, random, clock } = virtual;
  let mostQueued = 0;
  await virtual.run(4 * MINUTE);
  for (let count = 0; count < wanted;) {
    const arriving = Math.min(arrivals(), limit - hub.demand().queued, wanted - count);
    for (let index = 0; index < arriving; index++) queueOne();
    count += arriving;
    mostQueued = Math.max(mostQueued, hub.demand().queued);
    await virtual.run(random.fraction() * SECOND);
  }
  while (hub.unfinishedJobs().length > 0) await virtual.run(MINUTE);
  await virtual.run(2 * MINUTE);
  const jobs = hub.jobs();
  await virtual.close();
  return judge();

  /** In three of every ten minutes, more jobs arrive than the fleet can run. Now and then, all 30 jobs of a pipeline arrive at once. */
  function arrivals(): number {
    if (random.fraction() < 0.05) return 30;
    const isBurst = Math.floor(clock.now() / MINUTE) % 10 < 3;
    return random.fraction() < (isBurst ? 0.9 : 0.4) ? 2 : 0;
  }

  function queueOne(): void {
    const [id = ''] = hub.enqueue(1, { durationMs: (1 + random.fraction() * 20) * SECOND });
    if (random.fraction() < stoppedShare)
      void clock.sleep(random.fraction() * 30 * SECOND).then(() => stopQueued(id));
  }

  function stopQueued(id: string): void {
    const job = hub.unfinishedJobs().find((each) => each.id === id);
    if (job !== undefined && job.assignedAt === undefined) hub.stopJob(id);
  }

  function judge(): MeasuredWaits {
    const stopped = jobs.filter(({ endedBy }) => endedBy === 'user');
    const started = jobs.flatMap(({ id, queuedAt, assignedAt }) =>
      assignedAt === undefined ? [] : [{ waits: measured.get(id) ?? [], waitMs: assignedAt - queuedAt }],
    );
    return {
      errors: started
        .flatMap(({ waits, waitMs }) => waits.map((wait) => Math.abs(wait - waitMs) / POLL_MS))
        .toSorted((a, b) => a - b),
      unknown: started.filter(({ waits }) => waits.length === 0).length,
      countedAgain: started.filter(({ waits }) => waits.length > 1).length,
      mostQueued,
      longestWait: Math.max(...started.map(({ waitMs }) => waitMs)) / SECOND,
      stopped: stopped.length,
      stoppedButCounted: stopped.filter(({ id }) => measured.has(id)).length,
    };
  }
}
