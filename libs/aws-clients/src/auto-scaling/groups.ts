import {
  CreateOrUpdateTagsCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  ResumeProcessesCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  type AutoScalingClient,
  type AutoScalingGroup,
  type DescribeAutoScalingGroupsCommandInput,
} from '@aws-sdk/client-auto-scaling';
import { call, type CallOptions } from '../calls/call.ts';
import { toActivity, type ScalingActivity } from './activity.ts';
import { AmbiguousGroupError, GroupNotFoundError, MalformedReplyError, type CallSite } from '../errors.ts';
import { toGroup, toStaffedGroup, type Group, type StaffedGroup } from './group.ts';

/** Pages of 100 activities: together 4,000, enough for 500 instances that are launched and end four times: 4 × 500 × 2. */
const MOST_PAGES = 40;

const tagOf = (name: string, Key: string) => ({
  ResourceId: name,
  ResourceType: 'auto-scaling-group',
  Key,
});

const DESCRIBE = 'autoscaling:DescribeAutoScalingGroups';

/** Calls Auto Scaling. Methods throw only AwsError. */
export class AutoScalingGroups {
  readonly #client: AutoScalingClient;
  readonly #options: CallOptions;

  constructor(client: AutoScalingClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * Describes a group without its instances. A group that is being deleted counts as not found.
   * @throws GroupNotFoundError, AccessDeniedError, ThrottledError, …
   */
  describe(name: string): Promise<Group> {
    const site = { action: DESCRIBE, resource: `group ${name}` };
    return this.#findOne(site, { AutoScalingGroupNames: [name] });
  }

  /**
   * Finds the only group with this tag, without its instances. Ignores groups that are being deleted.
   * @throws GroupNotFoundError, AmbiguousGroupError, AccessDeniedError, ThrottledError, …
   */
  findByTag(key: string, value: string): Promise<Group> {
    const site = { action: DESCRIBE, resource: `group tagged ${key}=${value}` };
    return this.#findOne(site, { Filters: [{ Name: `tag:${key}`, Values: [value] }], MaxRecords: 100 });
  }

  /**
   * Describes groups with their instances, in the order of the names.
   * @throws GroupNotFoundError if one of them does not exist or is being deleted, AccessDeniedError, ThrottledError, …
   */
  async describeStaffed(names: readonly string[]): Promise<readonly StaffedGroup[]> {
    const site = { action: DESCRIBE, resource: `groups ${names.join(', ')}` };
    const found = await this.#describeAll(site, {
      AutoScalingGroupNames: [...names],
      IncludeInstances: true,
    });
    return names.map((name) => {
      const group = found.find(
        ({ AutoScalingGroupName, Status }) => AutoScalingGroupName === name && !Status,
      );
      if (group === undefined) throw new GroupNotFoundError(site, { detail: `there is no group ${name}` });
      return toStaffedGroup(group, site);
    });
  }

  /**
   * Sets the desired capacity, even during a cooldown.
   * @throws ScalingActivityInProgressError, InvalidRequestError (outside of min and max), GroupNotFoundError, …
   */
  async setDesiredCapacity(name: string, desiredCapacity: number): Promise<void> {
    const site = { action: 'autoscaling:SetDesiredCapacity', resource: `group ${name}` };
    const command = new SetDesiredCapacityCommand({
      AutoScalingGroupName: name,
      DesiredCapacity: desiredCapacity,
      HonorCooldown: false,
    });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }

  /**
   * Suspends processes such as `AZRebalance`, in addition to those that are already suspended.
   * @throws GroupNotFoundError, AccessDeniedError, ThrottledError, …
   */
  async suspendProcesses(name: string, processes: readonly string[]): Promise<void> {
    const site = { action: 'autoscaling:SuspendProcesses', resource: `group ${name}` };
    const command = new SuspendProcessesCommand({
      AutoScalingGroupName: name,
      ScalingProcesses: [...processes],
    });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }

  /** Resumes processes. @throws GroupNotFoundError, AccessDeniedError, ThrottledError, … */
  async resumeProcesses(name: string, processes: readonly string[]): Promise<void> {
    const site = { action: 'autoscaling:ResumeProcesses', resource: `group ${name}` };
    const command = new ResumeProcessesCommand({
      AutoScalingGroupName: name,
      ScalingProcesses: [...processes],
    });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }

  /** Sets a tag of the group. Instances do not get it. @throws ResourceContentionError, AccessDeniedError, … */
  async setTag(name: string, tag: { readonly key: string; readonly value: string }): Promise<void> {
    const site = { action: 'autoscaling:CreateOrUpdateTags', resource: `group ${name}` };
    const Tags = [{ ...tagOf(name, tag.key), Value: tag.value, PropagateAtLaunch: false }];
    const command = new CreateOrUpdateTagsCommand({ Tags });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }

  /** Deletes a tag of the group, if the group has it. @throws ResourceContentionError, AccessDeniedError, … */
  async deleteTag(name: string, key: string): Promise<void> {
    const site = { action: 'autoscaling:DeleteTags', resource: `group ${name}` };
    const command = new DeleteTagsCommand({ Tags: [tagOf(name, key)] });
    await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
  }

  /**
   * The group's scaling activities, newest first. Reads pages until one reaches back before `time`, at most the newest 4,000
   * activities. Each page has its own deadline, because there may be dozens of pages.
   * @throws AccessDeniedError, ThrottledError, …
   */
  async activitiesSince(name: string, time: Date): Promise<readonly ScalingActivity[]> {
    const site = { action: 'autoscaling:DescribeScalingActivities', resource: `group ${name}` };
    const found: ScalingActivity[] = [];
    let NextToken: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const query = { AutoScalingGroupName: name, MaxRecords: 100, ...(NextToken && { NextToken }) };
      const command = new DescribeScalingActivitiesCommand(query);
      const reply = await call(site, this.#options, (sdkOptions) => this.#client.send(command, sdkOptions));
      found.push(...(reply.Activities ?? []).map(toActivity));
      const oldest = found.at(-1);
      if (!reply.NextToken || (oldest !== undefined && oldest.startedAt < time)) break;
      NextToken = reply.NextToken;
    }
    return found;
  }

  async #findOne(site: CallSite, query: DescribeAutoScalingGroupsCommandInput): Promise<Group> {
    const [first, ...others] = (await this.#describeAll(site, query)).filter(({ Status }) => !Status);
    if (first === undefined) throw new GroupNotFoundError(site, { detail: 'there is no such group' });
    if (others.length > 0) {
      const names = [first, ...others].map((group) => group.AutoScalingGroupName).join(', ');
      throw new AmbiguousGroupError(site, { detail: `${others.length + 1} groups match: ${names}` });
    }
    return toGroup(first, site);
  }

  #describeAll(site: CallSite, query: DescribeAutoScalingGroupsCommandInput): Promise<AutoScalingGroup[]> {
    return call(site, this.#options, async (sdkOptions) => {
      const found: AutoScalingGroup[] = [];
      let NextToken: string | undefined;
      do {
        const input = { IncludeInstances: false, ...query, ...(NextToken && { NextToken }) };
        const page = await this.#client.send(new DescribeAutoScalingGroupsCommand(input), sdkOptions);
        found.push(...(page.AutoScalingGroups ?? []));
        if (page.NextToken && page.NextToken === NextToken)
          throw new MalformedReplyError(site, {
            detail: 'a page of the reply names itself as the next page',
          });
        NextToken = page.NextToken;
      } while (NextToken);
      return found;
    });
  }
}
