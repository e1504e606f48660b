import { VirtualClock } from '@agent-aws-stack/aws-clients/testing';
import { SimulatedAgent } from '../../fleet/instance/agent.ts';
import { InstanceMetadata, interruptionNotice } from '../../fleet/instance/instance-metadata.ts';
import { RetirementWatch } from '../../fleet/instance/retirement-watch.ts';
import { SemaphoreClient } from '../../fleet/instance/semaphore-client.ts';
import { seededRandom } from '../../random.ts';
import { semaphoreHub } from '../../semaphore/hub.ts';
import type { JobRecord } from '../../semaphore/job.ts';
import { ec2Pace } from '../../virtual/ec2-pace.ts';
import { InProcessHub } from '../../virtual/in-process-hub.ts';
import { Network } from '../../virtual/network.ts';

/** When things happen around a spot notice, in milliseconds and seconds. The notice is at 0, the end of the instance at 120 s. */
export interface Phase {
  /** Decides the latencies, the intervals of the syncs and the reaction of the watch. */
  readonly seed: number;
  /** The agent registers this long before the notice. */
  readonly agentAgeMs: number;
  /** The watch starts this long after the agent. */
  readonly watchStartMs: number;
  /** When the job is queued. */
  readonly jobAtMs: number;
  readonly jobSeconds: number;
  readonly graceSeconds: number;
  readonly singleJob: boolean;
}

/** What became of the only job. Times are milliseconds after the notice. */
export interface DrainedJob {
  readonly assignedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly outcome: 'passed' | 'lost' | 'left to others';
}

/** Stops the agent of an instance that has a spot notice. */
export type StartWatch = (surroundings: {
  readonly clock: VirtualClock;
  readonly metadata: InstanceMetadata;
  readonly signal: AbortSignal;
  readonly phase: Phase;
  readonly stopAgent: () => void;
}) => (logLine: string) => void;

const NOTICE_MS = ec2Pace.spotNoticeMs;

/** The retirement watch of the images. */
export const retirementWatch: StartWatch = ({ phase, ...surroundings }) => {
  const watch = new RetirementWatch({
    ...ec2Pace,
    ...surroundings,
    random: seededRandom(phase.seed),
    gracePeriodMs: phase.graceSeconds * 1_000,
    rebalances: false,
    rollout: undefined,
    tooOldAt: undefined,
  });
  watch.start();
  return (line) => watch.readLine(line);
};

/**
 * The interruption watch that the images had before: it runs only with a grace period, and stops the agent when the grace period must begin,
 * whatever the agent does.
 */
export const interruptionWatch: StartWatch = ({ clock, metadata, signal, phase, stopAgent }) => {
  const { graceSeconds } = phase;
  const startedAt = clock.now();
  const stopInTime = async () => {
    const { watchPollMs, watchLastMs } = ec2Pace;
    const noticeAt = clock.now();
    await clock.sleep(watchPollMs - ((noticeAt - startedAt) % watchPollMs), signal);
    const stopAt = noticeAt + NOTICE_MS - watchLastMs - graceSeconds * 1_000;
    await clock.sleep(Math.max(0, stopAt - clock.now()), signal);
    stopAgent();
  };
  if (graceSeconds > 0) metadata.watch(() => void stopInTime().catch(() => undefined), signal);
  return () => undefined;
};

/** Plays one phase with the agent and the hub's protocol, and returns what became of the job. */
export async function drainedJob(phase: Phase, startWatch: StartWatch): Promise<DrainedJob> {
  const clock = new VirtualClock();
  const random = seededRandom(phase.seed);
  const hub = semaphoreHub({ clock, random, registrationToken: 't', baseUrl: () => 'https://hub.test' });
  const inProcess = new InProcessHub(hub, new Network(clock, random));
  const noticeAt = clock.now() + phase.agentAgeMs;
  const machine = new AbortController();
  const client = new SemaphoreClient(
    { endpoint: 'hub.test', exchange: (request) => inProcess.exchange(request), signal: machine.signal },
    't',
  );
  const metadata = new InstanceMetadata();
  let readLine: (line: string) => void = () => undefined;

  async function live(): Promise<void> {
    await client.register({
      ...{ name: 'agent', hostname: 'agent', singleJob: phase.singleJob, idleTimeoutSeconds: 0 },
      gracePeriodSeconds: phase.graceSeconds,
    });
    const agent = new SimulatedAgent({
      ...{ client, clock, random, power: machine.signal, onJobEvent: () => undefined },
      onLogLine: (line) => readLine(line),
    });
    const ended = agent.run();
    await clock.sleep(phase.watchStartMs, machine.signal);
    const stopAgent = () => agent.interrupt();
    readLine = startWatch({ clock, metadata, signal: machine.signal, phase, stopAgent });
    await ended;
    machine.abort();
  }
  const at = (ms: number, act: () => void) =>
    clock.sleep(noticeAt + ms - clock.now(), machine.signal).then(act, () => undefined);

  void live().catch(() => undefined);
  void at(phase.jobAtMs, () => void hub.enqueue(1, { durationMs: phase.jobSeconds * 1_000 }));
  void at(0, () => metadata.put('spot/instance-action', interruptionNotice(noticeAt + NOTICE_MS)));
  void at(NOTICE_MS, () => machine.abort());
  while (clock.sleeping > 0) await clock.advance(NOTICE_MS);
  return judged(hub.jobs()[0], noticeAt);
}

function judged(job: JobRecord | undefined, noticeAt: number): DrainedJob {
  const after = (time: number | undefined) => (time === undefined ? undefined : time - noticeAt);
  const outcome =
    job?.assignedAt === undefined ? 'left to others' : job.result === 'passed' ? 'passed' : 'lost';
  return { assignedAt: after(job?.assignedAt), finishedAt: after(job?.finishedAt), outcome };
}
