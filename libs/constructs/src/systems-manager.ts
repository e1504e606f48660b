import type { Policy } from 'aws-cdk-lib/aws-iam';
import { acceptWildcard } from './accepted-findings.ts';
import { iam } from './cdk.ts';

/**
 * Allows Session Manager, Run Command, Patch Manager, Inventory and State Manager on an instance. These are the permissions of
 * the managed policy AmazonSSMManagedInstanceCore without ssm:GetParameter(s), which would let any job read every
 * parameter of the account.
 */
export function allowSystemsManager(policy: Policy): void {
  policy.addStatements(
    new iam.PolicyStatement({
      sid: 'BeManaged',
      actions: [
        'ssm:DescribeAssociation',
        'ssm:DescribeDocument',
        'ssm:GetDeployablePatchSnapshotForInstance',
        'ssm:GetDocument',
        'ssm:GetManifest',
        'ssm:ListAssociations',
        'ssm:ListInstanceAssociations',
        'ssm:PutComplianceItems',
        'ssm:PutConfigurePackageResult',
        'ssm:PutInventory',
        'ssm:UpdateAssociationStatus',
        'ssm:UpdateInstanceAssociationStatus',
        'ssm:UpdateInstanceInformation',
      ],
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
  acceptWildcard(policy, '*', 'The actions of the SSM agent cannot be limited to one instance.');
}
