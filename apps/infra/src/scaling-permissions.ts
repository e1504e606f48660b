import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { groupArnPattern } from './arns.ts';
import { iam } from './cdk.ts';

/** Permissions of the scaler: describe its group and raise its capacity. */
export function scalingStatements(scope: Construct): PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // Describe actions do not support resources; the scaler may also find the group by the tag of its stack.
      sid: 'DescribeGroups',
      actions: ['autoscaling:DescribeAutoScalingGroups'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'RaiseCapacity',
      actions: ['autoscaling:SetDesiredCapacity'],
      resources: [groupArnPattern(scope)],
    }),
  ];
}

/** Permissions that Lambda needs in the role of a function in a VPC. None of them supports a resource known in advance. */
export function networkInterfaceStatement(): PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'UseVpc',
    actions: [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ],
    resources: ['*'],
  });
}
