import type { Clock } from '../clock.ts';
import type { Exchange, Reply } from '../http/exchange.ts';
import type { Random } from '../random.ts';
import type { CapacityPools } from './ec2/capacity-pools.ts';
import type { EventLog } from './events.ts';
import type { StepTimes } from './instance/boot-marks.ts';
import type { InstanceAws } from './instance/instance-aws.ts';
import type { WatchPace } from './instance/watch-pace.ts';
import type { DeployedGroups, SessionCredentials } from './region/region.ts';
import type { TaskGroup } from './task-group.ts';

/** How long the steps of the simulation take, in milliseconds. */
export interface Pace extends WatchPace {
  /** From the request for an instance until its machine starts. The instance is then in service, unless lifecycle hooks delay that. */
  readonly launchDelayMs: number;
  /** From the start of a machine until it waits for lifecycle hooks. */
  readonly pendingWaitMs: number;
  /** From the start of a machine until its start script runs. */
  readonly bootMs: number;
  /** The minimum duration of each step of the start script, including its calls to AWS. */
  readonly startStepsMs: StepTimes;
  /** From the moment when an instance's software has ended until it is terminated. */
  readonly terminateMs: number;
  /** The time limit for the software to end when an instance is terminated. */
  readonly shutdownLimitMs: number;
  /** From a spot interruption notice until the machine is powered off. */
  readonly spotNoticeMs: number;
  /** From the moment when a machine hangs until it has failed EC2's status check. The default is an assumption, not a measured time. */
  readonly statusCheckMs: number;
  /** From an agent's last sign of life until the agent counts as stuck. The next health check then powers off its machine. There is one check a minute. */
  readonly stuckAgentMs: number;
  /** Between two attempts of an agent to register. */
  readonly registerRetryMs: number;
  /** How long the shutdown hook waits after its first failed attempt. It waits n times as long after attempt n. */
  readonly hookRetryMs: number;
  /** From a failed launch until the next attempt. */
  readonly launchRetryMs: number;
  /** How late a scheduled action may run. */
  readonly scheduleLateMs: number;
  /** Between two requests to the emulator for the list of groups. */
  readonly refreshMs: number;
}

export const defaultPace: Pace = {
  launchDelayMs: 1_000,
  pendingWaitMs: 0,
  bootMs: 1_500,
  startStepsMs: {},
  terminateMs: 500,
  shutdownLimitMs: 10_000,
  spotNoticeMs: 10_000,
  watchPollMs: 400,
  watchLastMs: 2_000,
  watchReactionMs: 50,
  rolloutReadMs: 2_000,
  statusCheckMs: 5 * 60_000,
  stuckAgentMs: 15 * 60_000,
  registerRetryMs: 1_000,
  hookRetryMs: 500,
  launchRetryMs: 5_000,
  scheduleLateMs: 1_000,
  refreshMs: 500,
};

/** The objects that all parts of the simulator share. */
export interface Simulation {
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventLog;
  /** EC2's capacity. */
  readonly pools: CapacityPools;
  readonly region: DeployedGroups;
  readonly pace: Pace;
  readonly tasks: TaskGroup;
  /** Sends an agent's request to Semaphore. Rejects if the connection fails. */
  readonly exchange: (request: Exchange) => Promise<Reply>;
  /** Whether instances of this image never start an agent. @default - no image is broken */
  readonly isBroken?: (imageId: string) => boolean;
  /** Creates an instance's AWS client, which has the permissions of the instance's role. */
  readonly instanceAws: (credentials: () => Promise<SessionCredentials>, roleArn: string) => InstanceAws;
}
