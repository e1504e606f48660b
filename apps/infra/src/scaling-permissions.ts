import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { groupArnPattern } from './arns.ts';
import { iam } from './cdk.ts';

/** What the scaler does each time it looks: describe its group and raise it. */
export function scalingStatements(scope: Construct): PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // Describing takes no resource; the group may also be found by its stack's tag.
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

/** What Lambda itself does with the role of a function in a VPC; none of it takes a resource that is known before. */
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
