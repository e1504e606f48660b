import type { Policy } from 'aws-cdk-lib/aws-iam';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { acceptWildcard } from './accepted-findings.ts';
import { core, iam } from './cdk.ts';

/** The actions that IAM cannot limit to resources, or that the fleet needs on every resource. */
const BE_MANAGED = [
  'ssm:DescribeAssociation',
  'ssm:GetDeployablePatchSnapshotForInstance',
  'ssm:GetManifest',
  'ssm:ListAssociations',
  'ssm:ListInstanceAssociations',
  'ssm:PutConfigurePackageResult',
  'ssm:PutInventory',
];
const READ_DOCUMENTS = ['ssm:DescribeDocument', 'ssm:GetDocument'];
const REPORT_STATE = [
  'ssm:PutComplianceItems',
  'ssm:UpdateAssociationStatus',
  'ssm:UpdateInstanceAssociationStatus',
  'ssm:UpdateInstanceInformation',
];

const NOT_LIMITED = 'The actions of the SSM agent cannot be limited to one instance.';

/**
 * Allows Session Manager, Run Command, Patch Manager, Inventory and State Manager on an instance. These are the permissions of
 * the managed policy AmazonSSMManagedInstanceCore without ssm:GetParameter(s), which would let any job read every
 * parameter of the account. Allows nothing if Default Host Management gives instances these permissions.
 */
export function allowSystemsManager(policy: Policy, mode: InstanceConfig['systemsManager']): void {
  if (mode === 'default-host-management') return;
  if (mode === 'restricted') allowRestricted(policy);
  policy.addStatements(
    new iam.PolicyStatement({
      sid: 'BeManaged',
      actions:
        mode === 'restricted' ? BE_MANAGED : [...BE_MANAGED, ...READ_DOCUMENTS, ...REPORT_STATE].toSorted(),
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'OpenSessions',
      actions: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'ReceiveCommands',
      actions: [
        'ec2messages:AcknowledgeMessage',
        'ec2messages:DeleteMessage',
        'ec2messages:FailMessage',
        'ec2messages:GetEndpoint',
        'ec2messages:GetMessages',
        'ec2messages:SendReply',
      ],
      resources: ['*'],
    }),
  );
  acceptWildcard(policy, '*', NOT_LIMITED);
}

/**
 * Allows the actions that take resources, each on the resources that instances need. IAM has no condition key with the id of
 * the instance that a request names. So the ARN pattern matches all instances of the account and region, and the condition only
 * requires that the request comes from one of them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html
 */
function allowRestricted(policy: Policy): void {
  const arn = (service: string, resource: string, account?: string): string =>
    core.Stack.of(policy).formatArn({
      service,
      resource,
      resourceName: '*',
      ...(account !== undefined && { account }),
    });
  const instances = arn('ec2', 'instance');
  const associations = arn('ssm', 'association');
  // The ARNs of AWS's own documents have no account.
  const documents = arn('ssm', 'document', '');
  policy.addStatements(
    new iam.PolicyStatement({ sid: 'ReadAwsDocuments', actions: READ_DOCUMENTS, resources: [documents] }),
    new iam.PolicyStatement({
      sid: 'ReportState',
      actions: REPORT_STATE,
      resources: [associations, documents, instances],
      conditions: { ArnLike: { 'ec2:SourceInstanceARN': instances } },
    }),
  );
  acceptWildcard(policy, documents, 'AWS adds documents under names of its choice.');
  acceptWildcard(policy, associations, NOT_LIMITED);
  acceptWildcard(policy, instances, NOT_LIMITED);
}
