import type { Clock } from '../clock.ts';
import type { EventLog } from './events.ts';
import type { OwnAws } from './instance/own-aws.ts';
import type { Region, SessionCredentials } from './region/region.ts';
import type { TaskGroup } from './task-group.ts';

/** How long the steps of the simulation take, in milliseconds. */
export interface Pace {
  /** From the request for an instance until it is in service. */
  readonly launchDelayMs: number;
  /** From in service until the start script runs. */
  readonly bootMs: number;
  /** From the moment when an instance's software has ended until it is terminated. */
  readonly terminateMs: number;
  /** How long an instance's software may take to end during a termination before the instance is terminated anyway. */
  readonly shutdownLimitMs: number;
  /** From a spot interruption notice until the machine is powered off. */
  readonly spotNoticeMs: number;
  /** Between an agent's attempts to register. */
  readonly registerRetryMs: number;
  /** Before the shutdown hook's second attempt; n times as long before attempt n + 1. */
  readonly hookRetryMs: number;
  /** From a failed launch until the next attempt. */
  readonly launchRetryMs: number;
  /** Between two requests to the emulator for the list of groups. */
  readonly refreshMs: number;
}

export const defaultPace: Pace = {
  launchDelayMs: 1_000,
  bootMs: 1_500,
  terminateMs: 500,
  shutdownLimitMs: 10_000,
  spotNoticeMs: 10_000,
  registerRetryMs: 1_000,
  hookRetryMs: 500,
  launchRetryMs: 5_000,
  refreshMs: 500,
};

/** What all parts of the simulator share. */
export interface Simulation {
  readonly clock: Clock;
  readonly events: EventLog;
  readonly region: Region;
  readonly pace: Pace;
  readonly tasks: TaskGroup;
  /** The CA certificate that instances trust, in PEM. */
  readonly ca: string;
  /** Creates an instance's AWS client, which has the permissions of the instance's role. */
  readonly ownAws: (credentials: () => Promise<SessionCredentials>, roleArn: string) => OwnAws;
}
