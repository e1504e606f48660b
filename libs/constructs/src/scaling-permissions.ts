import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { groupArnPattern } from './arns.ts';
import { iam } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** Lets the scaler describe its group and raise its capacity. */
export function scalingStatements(scope: Construct, names: FleetNames): PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // The action takes no resource.
      sid: 'DescribeGroups',
      actions: ['autoscaling:DescribeAutoScalingGroups'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'RaiseCapacity',
      actions: ['autoscaling:SetDesiredCapacity'],
      resources: [groupArnPattern(scope, names)],
    }),
  ];
}

/** Lets Lambda connect a function to a VPC. The resources are `*`, because the network interfaces do not exist yet. */
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
