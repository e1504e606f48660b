import { GroupNotFoundError } from '@agent-aws-stack/aws-clients';
import type { AutoScalingGroups, Group } from '@agent-aws-stack/aws-clients/auto-scaling';
import type { GroupLimits } from '@agent-aws-stack/sizing';
import type { CapacityControl } from '../ports.ts';

const STACK_TAG = 'aws:cloudformation:stack-name';

export interface GroupOfStack {
  readonly stackName: string;
  /** @default - the group is found by the stack's tag */
  readonly groupName?: string | undefined;
}

type Groups = Pick<AutoScalingGroups, 'describe' | 'findByTag' | 'setDesiredCapacity'>;

/** The stack's Auto Scaling group. */
export class GroupCapacity implements CapacityControl {
  readonly #groups: Groups;
  readonly #stack: GroupOfStack;
  #name: string | undefined;

  constructor(groups: Groups, stack: GroupOfStack) {
    this.#groups = groups;
    this.#stack = stack;
    this.#name = stack.groupName;
  }

  async describe(): Promise<GroupLimits> {
    const { name, minSize: min, maxSize: max, desiredCapacity: desired } = await this.#find();
    this.#name = name;
    return { min, max, desired };
  }

  async raiseTo(desired: number): Promise<void> {
    const name = this.#name ?? (await this.#find()).name;
    await this.#groups.setDesiredCapacity(name, desired);
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
