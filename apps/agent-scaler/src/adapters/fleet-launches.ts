import type { AutoScalingGroups } from '@agent-aws-stack/aws-clients/auto-scaling';
import {
  LAUNCH_BRAKE_TAG,
  LAUNCH_PROCESS,
  launchBrakeValue,
  type LaunchBrake,
} from '@agent-aws-stack/contract';
import type { Launch } from '../launch-brake/rounds.ts';
import type { LaunchControl, LaunchState } from '../ports.ts';
import { launchesOf } from './launches-of.ts';

type Groups = Pick<
  AutoScalingGroups,
  'describe' | 'activitiesSince' | 'setTag' | 'deleteTag' | 'suspendProcesses' | 'resumeProcesses'
>;

/**
 * The launches of the main group and of the group of on-demand instances that stand in for spot instances. The brake's state is in the main group's tag. The
 * on-demand group has the tag only while the brake suspends its launches. If they are suspended without the tag, a person did it, and they stay so.
 */
export class FleetLaunches implements LaunchControl {
  readonly #main: LaunchControl;
  readonly #groups: Groups;
  readonly #onDemand: string;

  constructor(main: LaunchControl, groups: Groups, onDemandGroupName: string) {
    this.#main = main;
    this.#groups = groups;
    this.#onDemand = onDemandGroupName;
  }

  get brake(): LaunchBrake | undefined {
    return this.#main.brake;
  }

  describeLaunches(): Promise<LaunchState> {
    return this.#main.describeLaunches();
  }

  async launchesSince(time: number): Promise<readonly Launch[]> {
    const [main, onDemand] = await Promise.all([
      this.#main.launchesSince(time),
      this.#groups.activitiesSince(this.#onDemand, new Date(time)),
    ]);
    return [...main, ...launchesOf(onDemand)];
  }

  writeBrake(brake: LaunchBrake): Promise<void> {
    return this.#main.writeBrake(brake);
  }

  async removeBrake(): Promise<void> {
    // A person may have resumed the launches of the main group but not those of the on-demand group.
    await this.#resume();
    await this.#main.removeBrake();
  }

  async setLaunchSuspended(suspended: boolean): Promise<void> {
    // The main group comes last. If the on-demand group cannot be suspended, the main group's launches go on. The brake then treats the
    // next round as a probe, and afterwards tries to suspend both groups again.
    if (suspended) await this.#suspend();
    await this.#main.setLaunchSuspended(suspended);
    if (!suspended) await this.#resume();
  }

  async #suspend(): Promise<void> {
    const { brake } = this;
    const { suspendedProcesses } = await this.#groups.describe(this.#onDemand);
    if (brake === undefined || suspendedProcesses.includes(LAUNCH_PROCESS)) return;
    // Write the tag first: if launches are suspended without the tag, the scaler assumes that a person suspended them.
    await this.#groups.setTag(this.#onDemand, { key: LAUNCH_BRAKE_TAG, value: launchBrakeValue(brake) });
    await this.#groups.suspendProcesses(this.#onDemand, [LAUNCH_PROCESS]);
  }

  async #resume(): Promise<void> {
    const { tags } = await this.#groups.describe(this.#onDemand);
    if (!tags.has(LAUNCH_BRAKE_TAG)) return;
    await this.#groups.resumeProcesses(this.#onDemand, [LAUNCH_PROCESS]);
    await this.#groups.deleteTag(this.#onDemand, LAUNCH_BRAKE_TAG);
  }
}

/** The launches of a fleet's groups. @param onDemandGroupName undefined if no on-demand instances stand in */
export const launchesOfFleet = (
  main: LaunchControl,
  groups: Groups,
  onDemandGroupName: string | undefined,
): LaunchControl =>
  onDemandGroupName === undefined ? main : new FleetLaunches(main, groups, onDemandGroupName);
