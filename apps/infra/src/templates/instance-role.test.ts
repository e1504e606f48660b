import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const { instancePolicy, instanceRole } = LOGICAL_IDS;
const parameter = (name: string) => `arn:aws:ssm:us-east-1:111111111111:parameter/${name}`;

describe('the role of the instances', () => {
  it.each([
    ['plain', parameter('agent-token')],
    ['hierarchical-token', parameter('ci/semaphore/token')],
  ])('may read the three parameters of its fleet and no other (%s)', (fleet, token) => {
    const reading = templateOf(fleet)
      .statements(instancePolicy)
      .filter(({ Action }) => JSON.stringify(Action).includes('ssm:GetParameter'));
    expect(reading).toMatchObject([
      {
        Action: ['ssm:GetParameter', 'ssm:GetParameters'],
        Resource: [parameter(`${fleet}-config`), parameter(`${fleet}-ssh-public-keys`), token],
      },
    ]);
  });

  it('may also read the parameter of the rollout if there is one', () => {
    const { Resource } = templateOf('image-rollout').statement(instancePolicy, 'ReadOwnParameters');
    expect(Resource).toContain(parameter('image-rollout-rollout'));
  });

  it('may terminate instances of its own group only', () => {
    expect(templateOf('plain').statement(instancePolicy, 'EndItself')).toMatchObject({
      Action: ['autoscaling:SetInstanceHealth', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
      Resource:
        'arn:aws:autoscaling:us-east-1:111111111111:autoScalingGroup:*:autoScalingGroupName/plain-autoScalingGroup-*',
    });
  });

  describe('if there is a launch timeout', () => {
    const policies = (fleet: string) =>
      Object.entries(templateOf(fleet).resources).filter(
        ([, { Type, Properties }]) =>
          Type === 'AWS::IAM::Policy' && JSON.stringify(Properties).includes('CompleteLifecycleAction'),
      );
    const [launchPolicy = ''] = policies('launch-timeout').map(([id]) => id);

    it('may complete the launch of instances of its own group', () => {
      expect(policies('plain')).toEqual([]);
      expect(policies('launch-timeout')).toHaveLength(1);
      expect(templateOf('launch-timeout').statement(launchPolicy, 'CompleteLaunch')).toMatchObject({
        Action: 'autoscaling:CompleteLifecycleAction',
        Resource:
          'arn:aws:autoscaling:us-east-1:111111111111:autoScalingGroup:*:autoScalingGroupName/launch-timeout-autoScalingGroup-*',
      });
    });

    it('gets the permission to complete launches before the hook and the first instance exist, and keeps it until the hook is deleted', () => {
      const dependenciesOf = (id: string) => templateOf('launch-timeout').resource(id).DependsOn;
      const hooks = Object.entries(templateOf('launch-timeout').resources).filter(
        ([, { Type }]) => Type === 'AWS::AutoScaling::LifecycleHook',
      );
      expect(hooks).toHaveLength(1);
      for (const [id] of hooks) expect(dependenciesOf(id)).toContain(launchPolicy);
      expect(dependenciesOf(instancePolicy)).toContain(launchPolicy);
      expect(dependenciesOf(LOGICAL_IDS.group)).toContain(instancePolicy);
    });

    it('has the same other permissions as without a launch timeout, so turning the timeout off changes no other policy', () => {
      const statements = (fleet: string) =>
        templateOf(fleet)
          .statements(instancePolicy)
          .map(({ Sid, Action }) => ({ Sid, Action }));
      expect(statements('launch-timeout')).toEqual(statements('plain'));
    });
  });

  it('has only the managed policies that the user adds, by name or ARN', () => {
    expect(templateOf('plain').properties(instanceRole)).not.toHaveProperty('ManagedPolicyArns');
    expect(templateOf('guarded').properties(instanceRole)['ManagedPolicyArns']).toEqual([
      'arn:aws:iam::111111111111:policy/ci-tools',
      'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    ]);
  });

  const actionsOf = (fleet: string) =>
    templateOf(fleet)
      .statements(instancePolicy)
      .flatMap(({ Action }) => Action);
  const systemsManagerActions = (fleet: string) =>
    actionsOf(fleet).filter(
      (action) => /^(ssm|ssmmessages|ec2messages):/.test(action) && !action.startsWith('ssm:GetParameter'),
    );

  it('may use Session Manager, Run Command, Inventory and Patch Manager', () => {
    expect(actionsOf('plain')).toEqual(
      expect.arrayContaining([
        'ssm:UpdateInstanceInformation',
        'ssmmessages:OpenDataChannel',
        'ec2messages:GetMessages',
        'ssm:PutInventory',
        'ssm:GetDeployablePatchSnapshotForInstance',
      ]),
    );
  });

  it("has the same actions if Systems Manager is restricted, but may read only AWS's documents, and report only about instances and from instances", () => {
    expect(systemsManagerActions('restricted-ssm').toSorted()).toEqual(
      systemsManagerActions('plain').toSorted(),
    );
    const policy = templateOf('restricted-ssm');
    const instances = 'arn:aws:ec2:us-east-1:111111111111:instance/*';
    expect(policy.statement(instancePolicy, 'ReadAwsDocuments')).toMatchObject({
      Action: ['ssm:DescribeDocument', 'ssm:GetDocument'],
      Resource: 'arn:aws:ssm:us-east-1::document/*',
    });
    expect(policy.statement(instancePolicy, 'ReportState')).toMatchObject({
      Action: expect.arrayContaining([
        'ssm:PutComplianceItems',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ]),
      Resource: [
        'arn:aws:ssm:us-east-1:111111111111:association/*',
        'arn:aws:ssm:us-east-1::document/*',
        instances,
      ],
      Condition: { ArnLike: { 'ec2:SourceInstanceARN': instances } },
    });
    const onEverything = policy.statements(instancePolicy).filter(({ Resource }) => Resource === '*');
    expect(onEverything.flatMap(({ Action }) => Action)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^ssm:(Update|PutCompliance|GetDocument)/)]),
    );
  });

  it('has no permissions for Systems Manager if Default Host Management gives them', () => {
    expect(systemsManagerActions('host-management')).toEqual([]);
  });

  it.each([
    ['plain', ''],
    ['own-log-streams', ':log-stream:own-log-streams/*'],
  ])('may write logs under /semaphore/ only (%s)', (fleet, streams) => {
    const groups = 'arn:aws:logs:us-east-1:111111111111:log-group:/semaphore/*';
    expect(templateOf(fleet).statement(instancePolicy, 'WriteAgentLogs')).toMatchObject({
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: `${groups}${streams}`,
    });
    expect(templateOf(fleet).statement(instancePolicy, 'FindLogGroups').Resource).toBe(groups);
  });

  it('may use the cache bucket if there is one, and no other bucket', () => {
    const cache = templateOf('cache-bucket');
    expect(cache.statement(instancePolicy, 'UseCache')).toMatchObject({
      Action: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::acme-ci-cache/*',
    });
    expect(cache.statement(instancePolicy, 'ListCache').Resource).toBe('arn:aws:s3:::acme-ci-cache');
    expect(JSON.stringify(templateOf('plain').statements(instancePolicy))).not.toContain('s3:');
  });

  it.each([
    ['cache-of-projects', '111111111111'],
    ['cache-of-other-account', '222222222222'],
  ])('may use the cache bucket only if it belongs to the configured account (%s)', (fleet, account) => {
    for (const sid of ['UseCache', 'ListCache']) {
      expect(templateOf(fleet).statement(instancePolicy, sid).Condition).toMatchObject({
        StringEquals: { 'aws:ResourceAccount': account },
      });
    }
    expect(templateOf('cache-bucket').statement(instancePolicy, 'UseCache')).not.toHaveProperty('Condition');
    expect(templateOf('cache-bucket').statement(instancePolicy, 'ListCache')).not.toHaveProperty('Condition');
  });

  it('may use the cache of the configured projects only', () => {
    const cache = templateOf('cache-of-projects');
    const ids = ['0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0', '11111111-2222-3333-4444-555555555555'];
    expect(cache.statement(instancePolicy, 'UseCache').Resource).toEqual(
      ids.map((id) => `arn:aws:s3:::acme-ci-cache/${id}/*`),
    );
    expect(cache.statement(instancePolicy, 'ListCache').Condition).toMatchObject({
      StringLike: { 's3:prefix': ids.map((id) => `${id}*`) },
    });
  });
});
