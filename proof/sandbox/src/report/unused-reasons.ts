import { JOB_ROLE_ID, LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { RoleAudit } from './role-audit.ts';

/** Why a role has permissions that no call in the sandbox uses. */
interface UnusedReason {
  /** The logical id of a role. @default - any role */
  readonly role?: string;
  /** Actions as the policy spells them. */
  readonly actions: readonly string[];
  readonly reason: string;
  /** Where the need for the permission is documented or tested. */
  readonly source: string;
}

const SYSTEMS_MANAGER = [
  ...['DescribeAssociation', 'DescribeDocument', 'GetDeployablePatchSnapshotForInstance', 'GetDocument'],
  ...['GetManifest', 'ListAssociations', 'ListInstanceAssociations', 'PutComplianceItems'],
  ...['PutConfigurePackageResult', 'PutInventory', 'UpdateAssociationStatus'],
  ...['UpdateInstanceAssociationStatus', 'UpdateInstanceInformation'],
].map((action) => `ssm:${action}`);
const SESSIONS = ['Create', 'Open'].flatMap((verb) =>
  ['ControlChannel', 'DataChannel'].map((channel) => `ssmmessages:${verb}${channel}`),
);
const COMMANDS = [
  'AcknowledgeMessage',
  'DeleteMessage',
  'FailMessage',
  'GetEndpoint',
  'GetMessages',
  'SendReply',
];

export const REASONS: readonly UnusedReason[] = [
  {
    role: LOGICAL_IDS.instanceRole,
    actions: ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents'].map((action) => `logs:${action}`),
    reason: "the simulated instances write their agents' logs, but these calls are not recorded",
    source: 'proof/sandbox/src/fleet/instance/instance-log.ts',
  },
  {
    role: LOGICAL_IDS.instanceRole,
    actions: ['DescribeLogGroups', 'DescribeLogStreams'].map((action) => `logs:${action}`),
    reason:
      "the images' CloudWatch agent calls them to find its log groups and streams; simulated instances do not run it",
    source:
      'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/create-iam-roles-for-cloudwatch-agent.html',
  },
  {
    role: LOGICAL_IDS.instanceRole,
    actions: ['autoscaling:SetInstanceHealth'],
    reason: 'only an instance whose agent could not be started calls it',
    source: 'proof/image-proof/src/scripts/cases',
  },
  {
    role: LOGICAL_IDS.instanceRole,
    actions: [...SYSTEMS_MANAGER, ...SESSIONS, ...COMMANDS.map((action) => `ec2messages:${action}`)],
    reason: 'the SSM agent calls them; simulated instances have no SSM agent',
    source:
      'https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html',
  },
  {
    role: LOGICAL_IDS.instanceRole,
    actions: ['sts:AssumeRole'],
    reason:
      "an instance assumes the jobs' role if jobs are isolated; simulated instances do not isolate jobs",
    source: 'images/packer/linux/agent/job-credentials.py',
  },
  {
    role: LOGICAL_IDS.instanceRole,
    actions: ['ssm:GetParameter'],
    reason: 'an instance calls it if its image is old, or if it cannot read all parameters with one call',
    source: 'images/packer/common/agent/lib/parameters.sh',
  },
  ...[LOGICAL_IDS.instanceRole, JOB_ROLE_ID].map((role) => ({
    role,
    actions: ['s3:DeleteObject', 's3:GetObject', 's3:ListBucket', 's3:PutObject'],
    reason: "jobs call them with Semaphore's cache command; simulated jobs do not use it",
    source: 'https://github.com/semaphoreci/toolbox/tree/master/cache-cli/pkg/storage',
  })),
  {
    actions: ['kms:Decrypt'],
    reason: "Parameter Store calls it with the caller's permissions; the emulator does not",
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html',
  },
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason: "Lambda calls them with the function's role; the emulator writes the logs itself",
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
  },
  {
    role: LOGICAL_IDS.updaterRole,
    actions: ['ssm:GetParameter', 'ssm:PutParameter'],
    reason:
      "the updater calls them only after it has fetched GitHub's keys, which not every machine can reach",
    source: 'apps/ssh-keys-updater/src/update-host-keys.test.ts',
  },
  {
    role: LOGICAL_IDS.scalerRole,
    actions: [
      ...['CreateOrUpdateTags', 'DeleteTags', 'DescribeScalingActivities'],
      ...['ResumeProcesses', 'SuspendProcesses'],
    ].map((action) => `autoscaling:${action}`),
    reason: 'only the launch brake calls them, and it acts only while no agent starts',
    source: 'proof/sandbox/src/virtual/launch-brake.test.ts',
  },
  {
    role: LOGICAL_IDS.scalerRole,
    actions: [
      ...['AssignPrivateIpAddresses', 'CreateNetworkInterface', 'DeleteNetworkInterface'],
      ...['DescribeNetworkInterfaces', 'DescribeSubnets', 'UnassignPrivateIpAddresses'],
    ].map((action) => `ec2:${action}`),
    reason: 'Lambda calls them to connect a function to a VPC; the emulator has no such functions',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html',
  },
];

/** The permissions that no call used and that have no reason above, each as `<role>: <action>`. */
export function unexplained(audit: readonly Pick<RoleAudit, 'role' | 'unused'>[]): string[] {
  return audit.flatMap(({ role, unused }) =>
    unused
      .filter(
        (action) => !REASONS.some((known) => (known.role ?? role) === role && known.actions.includes(action)),
      )
      .map((action) => `${role}: ${action}`),
  );
}
