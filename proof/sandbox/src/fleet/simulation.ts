import type { Clock } from '../clock.ts';
import type { EventLog } from './events.ts';
import type { OwnAws } from './instance/own-aws.ts';
import type { Region, SessionCredentials } from './region/region.ts';
import type { TaskGroup } from './task-group.ts';

/** How long things take, in milliseconds. */
export interface Pace {
  /** From the request for an instance until it is in service. */
  readonly launchDelayMs: number;
  /** From then until the start script runs. */
  readonly bootMs: number;
  /** From the end of an instance's software until it is terminated. */
  readonly terminateMs: number;
  /** How long an instance's software may take to stop before the machine is switched off. */
  readonly shutdownLimitMs: number;
  /** From a spot interruption notice until the machine is switched off. */
  readonly spotNoticeMs: number;
  /** Between an agent's attempts to register. */
  readonly registerRetryMs: number;
  /** Between the shutdown hook's attempts, growing with each. */
  readonly hookRetryMs: number;
  /** After a failed launch, until the next is tried. */
  readonly launchRetryMs: number;
  /** Between requests to the emulator for the list of groups. */
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

/** What all parts of the simulation share. */
export interface Simulation {
  readonly clock: Clock;
  readonly events: EventLog;
  readonly region: Region;
  readonly pace: Pace;
  readonly tasks: TaskGroup;
  /** PEM of the authority that instances trust. */
  readonly ca: string;
  /** AWS with the rights of an instance's role. */
  readonly ownAws: (credentials: () => Promise<SessionCredentials>, roleArn: string) => OwnAws;
}
