import type { AwsAnswer, AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { BOOT_LOG_GROUP } from '@agent-aws-stack/contract';
import { bootEvents } from '../../testing/boot-lines.ts';
import { HEALTHY, HEALTHY_BOOTS } from './healthy-facts.ts';
import { ec2Answers } from './healthy-ec2.ts';
import { minutesAgo, NOW } from './fleet.ts';

type Answer = (input: AwsCall['input']) => object | undefined;

const seconds = (date: Date): number => date.getTime() / 1_000;
export const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'RolesWithinBoundary',
      Effect: 'Allow',
      Action: 'iam:CreateRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': 'arn:aws:iam::111111111111:policy/boundary' } },
    },
  ],
};

export const healthyGroup = {
  AutoScalingGroupName: 'ci-autoScalingGroup-1',
  MinSize: 0,
  MaxSize: 10,
  DesiredCapacity: 2,
  VPCZoneIdentifier: 'subnet-a,subnet-b',
  AvailabilityZones: ['eu-west-1a', 'eu-west-1b'],
  SuspendedProcesses: [{ ProcessName: 'AZRebalance' }],
  Instances: ['i-1', 'i-2'].map((InstanceId) => ({
    InstanceId,
    AvailabilityZone: 'eu-west-1a',
    LifecycleState: 'InService',
    HealthStatus: 'Healthy',
    InstanceType: 'm7i.large',
    LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '3' },
  })),
  MixedInstancesPolicy: {
    LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: 'lt-1', Version: '3' } },
  },
};

const RESOURCES = [
  ['autoScalingGroup', 'AWS::AutoScaling::AutoScalingGroup', 'ci-autoScalingGroup-1'],
  ['scalerLambdaEE0B7FDF', 'AWS::Lambda::Function', 'ci-scaler'],
  ['sshKeysUpdaterLambda1B004349', 'AWS::Lambda::Function', 'ci-updater'],
  ['scalerRule7E4F6830', 'AWS::Events::Rule', 'ci-rule'],
  ...HEALTHY.alarms.map(({ name }, index) => [`alarm${index}`, 'AWS::CloudWatch::Alarm', name]),
];

const lambda = (Environment: object = {}) => ({
  Configuration: { State: 'Active', LastUpdateStatus: 'Successful', Environment },
});

function parameter({ Name }: AwsCall['input']): object | undefined {
  const found: Record<string, { type: string; value: string } | undefined> = {
    'ci-config': HEALTHY.agentConfig,
    'ci-ssh-public-keys': HEALTHY.hostKeys,
    '/ci/token': HEALTHY.token,
    '/cdk-bootstrap/agents/version': { type: 'String', value: '28' },
    '/cdk-bootstrap/hnb659fds/version': { type: 'String', value: '28' },
  };
  const known = found[String(Name)];
  return known && { Parameter: { Name, Type: known.type, Value: known.value } };
}

/** AWS's responses about the healthy fleet, by action. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  DescribeKey: ({ KeyId }) => ({
    KeyMetadata: { KeyId, KeyState: HEALTHY.logKey?.state, KeySpec: HEALTHY.logKey?.spec },
  }),
  GetKeyPolicy: () => ({ Policy: HEALTHY.logKey?.policy }),
  ...ec2Answers,
  GetCallerIdentity: () => ({ Account: '111111111111', Arn: HEALTHY.caller.arn }),
  GetParameter: parameter,
  DescribeLogGroups: () => ({
    logGroups: HEALTHY.logGroups.map(({ name, retentionDays }) => ({
      logGroupName: name,
      retentionInDays: retentionDays,
    })),
  }),
  ListAttachedRolePolicies: () => ({
    AttachedPolicies: [
      { PolicyName: 'ReadOnlyAccess', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' },
      { PolicyName: 'ours', PolicyArn: 'arn:aws:iam::111111111111:policy/ours' },
    ],
  }),
  ListPolicyVersions: () => ({ Versions: [{ VersionId: 'v2', IsDefaultVersion: true }] }),
  GetPolicyVersion: () => ({ PolicyVersion: { Document: encodeURIComponent(JSON.stringify(POLICY)) } }),
  GetInstanceProfile: () => ({ InstanceProfile: { Roles: [{ RoleName: 'ci-role' }] } }),
  DescribeStacks: () => ({
    Stacks: [
      {
        StackStatus: 'UPDATE_COMPLETE',
        CreationTime: HEALTHY.stack?.createdAt.toISOString(),
        LastUpdatedTime: HEALTHY.stack?.deployedAt.toISOString(),
        RoleARN: HEALTHY.stack?.roleArn,
        DriftInformation: { StackDriftStatus: 'IN_SYNC' },
      },
    ],
  }),
  ListStackResources: () => ({
    StackResourceSummaries: RESOURCES.map(([LogicalResourceId, ResourceType, PhysicalResourceId]) => ({
      LogicalResourceId,
      ResourceType,
      PhysicalResourceId,
    })),
  }),
  DescribeAutoScalingGroups: () => ({ AutoScalingGroups: [healthyGroup] }),
  DescribeScalingActivities: () => ({
    Activities: HEALTHY.activities.map(({ status, description, message, startedAt }) => ({
      StatusCode: status,
      Description: description,
      StatusMessage: message,
      StartTime: startedAt.toISOString(),
    })),
  }),
  DescribeScheduledActions: () => ({
    ScheduledUpdateGroupActions: [
      { ScheduledActionName: 'morning', MinSize: 2, MaxSize: 10, Recurrence: '0 7 * * 1-5' },
    ],
  }),
  ListServiceQuotas: ({ ServiceCode }) => ({
    Quotas: (ServiceCode === 'ebs' ? HEALTHY.volumeQuotas : HEALTHY.quotas).map(({ code, name, value }) => ({
      QuotaCode: code,
      QuotaName: name,
      Value: value,
    })),
  }),
  'GET /2015-03-31/functions/ci-scaler': () => lambda({ Variables: HEALTHY.scaler?.environment }),
  'GET /2015-03-31/functions/ci-updater': () => lambda(),
  DescribeRule: () => ({ Name: 'ci-rule', State: 'ENABLED' }),
  ListTargetsByRule: () => ({ Targets: [{ Id: 'Target0', Arn: 'arn:aws:lambda:x' }] }),
  FilterLogEvents: ({ logGroupName }) => ({
    events: logGroupName === BOOT_LOG_GROUP ? bootEvents(...HEALTHY_BOOTS) : [],
  }),
  GetMetricData: () => ({
    MetricDataResults: [
      { Id: 'published', Timestamps: [seconds(minutesAgo(1)), seconds(minutesAgo(2))], Values: [30, 30] },
      { Id: 'failedPolls', Timestamps: [seconds(NOW)], Values: [0] },
    ],
  }),
  DescribeAlarms: () => ({
    MetricAlarms: HEALTHY.alarms.map(({ name, state, reason, actions, actionsEnabled }) => ({
      AlarmName: name,
      StateValue: state,
      StateReason: reason,
      AlarmActions: actions,
      ActionsEnabled: actionsEnabled,
    })),
  }),
};

/** Every AWS action that the healthy region answers. */
export const ACTIONS = Object.keys(ANSWERS);

/** Answers like AWS for the healthy fleet, except for the overridden actions. */
export const healthyRegion =
  (overrides: Readonly<Record<string, AwsAnswer>> = {}): AwsAnswer =>
  (call, reply) => {
    const other = overrides[call.action];
    if (other !== undefined) return other(call, reply);
    const answer = ANSWERS[call.action];
    if (answer === undefined) return reply.fail('InvalidAction', `no such action: ${call.action}`);
    const found = answer(call.input);
    if (found === undefined) return reply.fail('ParameterNotFound', 'there is no such parameter');
    reply.ok(found);
  };
