import { GroupNotFoundError } from '@agent-aws-stack/aws-clients';
import type { AutoScalingGroups, Group } from '@agent-aws-stack/aws-clients/auto-scaling';
import {
  LAUNCH_BRAKE_TAG,
  LAUNCH_PROCESS,
  launchBrakeValue,
  readLaunchBrake,
  type LaunchBrake,
} from '@agent-aws-stack/contract';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { Launch } from '../launch-brake/rounds.ts';
import type { CapacityControl, LaunchControl, LaunchState } from '../ports.ts';
import { launchesOf } from './launches-of.ts';

const STACK_TAG = 'aws:cloudformation:stack-name';

export interface GroupOfStack {
  readonly stackName: string;
  /** @default - the group is found by the stack's tag */
  readonly groupName?: string | undefined;
}

type Groups = Pick<
  AutoScalingGroups,
  | 'describe'
  | 'findByTag'
  | 'setDesiredCapacity'
  | 'activitiesSince'
  | 'setTag'
  | 'deleteTag'
  | 'suspendProcesses'
  | 'resumeProcesses'
>;

/** The stack's Auto Scaling group. */
export class GroupCapacity implements CapacityControl, LaunchControl {
  readonly #groups: Groups;
  readonly #stack: GroupOfStack;
  #name: string | undefined;
  #brake: LaunchBrake | undefined;

  constructor(groups: Groups, stack: GroupOfStack) {
    this.#groups = groups;
    this.#stack = stack;
    this.#name = stack.groupName;
  }

  async describe(): Promise<GroupLimits> {
    const { minSize: min, maxSize: max, desiredCapacity: desired } = await this.#describe();
    return { min, max, desired };
  }

  get brake(): LaunchBrake | undefined {
    return this.#brake;
  }

  async describeLaunches(): Promise<LaunchState> {
    const { suspendedProcesses } = await this.#describe();
    return { brake: this.#brake, launchSuspended: suspendedProcesses.includes(LAUNCH_PROCESS) };
  }

  async launchesSince(time: number): Promise<readonly Launch[]> {
    return launchesOf(await this.#groups.activitiesSince(await this.#knownName(), new Date(time)));
  }

  async writeBrake(brake: LaunchBrake): Promise<void> {
    const tag = { key: LAUNCH_BRAKE_TAG, value: launchBrakeValue(brake) };
    await this.#groups.setTag(await this.#knownName(), tag);
    this.#brake = brake;
  }

  async removeBrake(): Promise<void> {
    await this.#groups.deleteTag(await this.#knownName(), LAUNCH_BRAKE_TAG);
    this.#brake = undefined;
  }

  async setLaunchSuspended(suspended: boolean): Promise<void> {
    const name = await this.#knownName();
    if (suspended) await this.#groups.suspendProcesses(name, [LAUNCH_PROCESS]);
    else await this.#groups.resumeProcesses(name, [LAUNCH_PROCESS]);
  }

  async raiseTo(desired: number): Promise<void> {
    await this.#groups.setDesiredCapacity(await this.#knownName(), desired);
  }

  async #knownName(): Promise<string> {
    return this.#name ?? (await this.#find()).name;
  }

  async #describe(): Promise<Group> {
    const group = await this.#find();
    this.#name = group.name;
    const value = group.tags.get(LAUNCH_BRAKE_TAG);
    this.#brake = value === undefined ? undefined : readLaunchBrake(value);
    return group;
  }

  async #find(): Promise<Group> {
    if (this.#name === undefined) return this.#groups.findByTag(STACK_TAG, this.#stack.stackName);
    try {
      return await this.#groups.describe(this.#name);
    } catch (error) {
      // A stack update may have replaced the group. A name found by the tag is forgotten; a configured one stays.
      if (error instanceof GroupNotFoundError) this.#name = this.#stack.groupName;
      throw error;
    }
  }
}
