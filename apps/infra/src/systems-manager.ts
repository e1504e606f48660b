import type { Policy } from 'aws-cdk-lib/aws-iam';
import { acceptWildcard } from './accepted-findings.ts';
import { iam } from './cdk.ts';

/**
 * Allows Session Manager, Run Command, Patch Manager, Inventory and State Manager on an instance: what the managed policy
 * AmazonSSMManagedInstanceCore grants, except ssm:GetParameter(s) on every parameter of the account, with which any
 * job could read any secret.
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
  acceptWildcard(policy, '*', 'The actions of the SSM agent cannot be limited to an instance by its ARN.');
}
