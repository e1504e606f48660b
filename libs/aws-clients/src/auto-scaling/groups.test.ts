import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountInEnvironment, type AwsReply } from '../testing/index.ts';
import { autoScalingClient, AutoScalingGroups } from './index.ts';

const TAG = 'aws:cloudformation:stack-name';
const fleet = {
  AutoScalingGroupName: 'ci-asg',
  MinSize: 1,
  MaxSize: 9,
  DesiredCapacity: 2,
  Tags: [{ Key: TAG, Value: 'ci' }],
};

let aws: AccountInEnvironment;
beforeEach(async () => {
  aws = await AccountInEnvironment.start();
  aws.account.groups.push({ ...fleet });
});
afterEach(() => aws[Symbol.asyncDispose]());

/** A client with a default deadline that no call misses, even on a busy machine. */
const groups = (deadlineMs = 60_000) =>
  new AutoScalingGroups(autoScalingClient({ maxAttempts: 1 }), { deadlineMs });
const found = {
  ...{ name: 'ci-asg', minSize: 1, maxSize: 9, desiredCapacity: 2 },
  ...{ suspendedProcesses: [], tags: new Map([[TAG, 'ci']]) },
};

describe('AutoScalingGroups', () => {
  it('describes a group by its name, without its instances', async () => {
    expect(await groups().describe('ci-asg')).toEqual(found);
    expect(aws.server.calls[0]?.input).toMatchObject({
      'AutoScalingGroupNames.member.1': 'ci-asg',
      IncludeInstances: 'false',
    });
  });

  it('describes groups with their instances, in the order of the names', async () => {
    const Instances = [{ LifecycleState: 'InService', WeightedCapacity: '2' }, { LifecycleState: 'Pending' }];
    aws.account.groups.push({ ...fleet, AutoScalingGroupName: 'other', Instances });
    const described = await groups().describeStaffed(['other', 'ci-asg']);
    expect(described.map(({ name, instances }) => [name, instances])).toEqual([
      [
        'other',
        [
          { lifecycle: 'InService', weight: 2 },
          { lifecycle: 'Pending', weight: 1 },
        ],
      ],
      ['ci-asg', []],
    ]);
    await expect(groups().describeStaffed(['gone'])).rejects.toMatchObject({ name: 'GroupNotFoundError' });
  });

  it('finds a group by a tag, without its instances', async () => {
    expect(await groups().findByTag(TAG, 'ci')).toEqual(found);
    expect(aws.server.calls[0]?.input).toMatchObject({
      'Filters.member.1.Name': `tag:${TAG}`,
      'Filters.member.1.Values.member.1': 'ci',
      IncludeInstances: 'false',
    });
  });

  it('finds a group on a later page', async () => {
    const pages = [{ AutoScalingGroups: [], NextToken: 'more' }, undefined];
    aws.account.faults.set('DescribeAutoScalingGroups', (reply) => {
      const [page] = pages.splice(0, 1);
      if (page) return reply.ok(page);
      aws.account.faults.clear();
      reply.ok({ AutoScalingGroups: [fleet] });
    });
    expect(await groups().findByTag(TAG, 'ci')).toEqual(found);
    expect(aws.server.calls[1]?.input).toMatchObject({ NextToken: 'more' });
  });

  it('gives up if a page names itself as the next page', async () => {
    aws.account.faults.set('DescribeAutoScalingGroups', (reply) => reply.ok({ NextToken: 'more' }));
    await expect(groups().findByTag(TAG, 'ci')).rejects.toMatchObject({ name: 'MalformedReplyError' });
    expect(aws.server.calls).toHaveLength(2);
  });

  it('has one deadline for all pages', async () => {
    let page = 0;
    aws.account.faults.set('DescribeAutoScalingGroups', (reply) => reply.ok({ NextToken: `${(page += 1)}` }));
    await expect(groups(200).findByTag(TAG, 'ci')).rejects.toMatchObject({ name: 'DeadlineExceededError' });
  });

  it('ignores a group that is being deleted', async () => {
    aws.account.groups.unshift({ ...fleet, AutoScalingGroupName: 'old', Status: 'Delete in progress' });
    expect(await groups().findByTag(TAG, 'ci')).toEqual(found);
  });

  it('throws if two groups match', async () => {
    aws.account.groups.push({ ...fleet, AutoScalingGroupName: 'twin' });
    await expect(groups().findByTag(TAG, 'ci')).rejects.toMatchObject({
      name: 'AmbiguousGroupError',
      message: expect.stringContaining('ci-asg, twin') as unknown,
    });
  });

  it.each<[string, () => Promise<unknown>]>([
    ['describe', () => groups().describe('nowhere')],
    ['findByTag', () => groups().findByTag(TAG, 'nowhere')],
    ['setDesiredCapacity', () => groups().setDesiredCapacity('nowhere', 3)],
    [
      'suspendProcesses',
      () => {
        aws.account.faults.set('SuspendProcesses', (reply) =>
          reply.fail('ValidationError', 'AutoScalingGroup name not found - null'),
        );
        return groups().suspendProcesses('nowhere', ['AZRebalance']);
      },
    ],
  ])('%s() throws if there is no such group', async (_, send) => {
    await expect(send()).rejects.toMatchObject({
      name: 'GroupNotFoundError',
      resource: expect.stringContaining('nowhere') as unknown,
    });
  });

  it('sets the desired capacity even during a cooldown', async () => {
    await groups().setDesiredCapacity('ci-asg', 5);
    expect(aws.account.desiredCapacities).toEqual([5]);
    expect(aws.server.calls[0]?.input).toMatchObject({ HonorCooldown: 'false' });
  });

  it('reads scaling activities back to a time, with a deadline for each page', async () => {
    let page = 0;
    aws.account.faults.set('DescribeScalingActivities', (reply) => {
      const StartTime = new Date(Date.UTC(2026, 0, 1, 12, -(page += 1))).toISOString();
      setTimeout(() => reply.ok({ Activities: [{ StartTime }], NextToken: `${page}` }), 150);
    });
    const found = await groups(1_000).activitiesSince('ci-asg', new Date(Date.UTC(2026, 0, 1, 11, 51)));
    expect(found).toHaveLength(10);
    expect(aws.server.calls[1]?.input).toMatchObject({ NextToken: '1', MaxRecords: '100' });
  });

  it('suspends processes by name', async () => {
    await groups().suspendProcesses('ci-asg', ['AZRebalance']);
    expect(aws.account.suspended).toEqual(['AZRebalance']);
  });

  it.each<[string, (reply: AwsReply) => void, string]>([
    ['throttled', (reply) => reply.fail('Throttling', 'Rate exceeded'), 'ThrottledError'],
    ['denied', (reply) => reply.fail('AccessDenied', 'not authorized', 403), 'AccessDeniedError'],
    ['busy', (reply) => reply.fail('ScalingActivityInProgress', 'busy'), 'ScalingActivityInProgressError'],
    ['refused', (reply) => reply.fail('ValidationError', 'above max value'), 'InvalidRequestError'],
    ['failing', (reply) => reply.fail('InternalFailure', 'oops', 500), 'ServiceError'],
    ['hanging', () => undefined, 'DeadlineExceededError'],
    ['replying too slowly', (reply) => reply.drip(), 'DeadlineExceededError'],
    ['cut off', (reply) => reply.reset(), 'ConnectionError'],
  ])('throws a typed error if SetDesiredCapacity is %s', async (_, fault, name) => {
    aws.account.faults.set('SetDesiredCapacity', fault);
    const client = name === 'DeadlineExceededError' ? groups(500) : groups();
    await expect(client.setDesiredCapacity('ci-asg', 5)).rejects.toMatchObject({
      name,
      resource: 'group ci-asg',
    });
  });

  it.each([{ MinSize: -1 }, { MaxSize: 8.5 }, { DesiredCapacity: undefined }, { DesiredCapacity: 'many' }])(
    'rejects a group with %j',
    async (invalid) => {
      aws.account.faults.set('DescribeAutoScalingGroups', (reply) => {
        reply.ok({ AutoScalingGroups: [{ ...fleet, ...invalid }] });
      });
      await expect(groups().describe('ci-asg')).rejects.toMatchObject({ name: 'MalformedReplyError' });
    },
  );
});
