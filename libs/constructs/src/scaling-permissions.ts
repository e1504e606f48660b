import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { LAUNCH_BRAKE_TAG } from '@agent-aws-stack/contract';
import { groupArnPattern } from './arns.ts';
import { core, iam } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** Lets the scaler see what the group has launched, suspend and resume launches, and keep the launch brake's state in a tag of the group. */
export function launchBrakeStatements(scope: Construct, names: FleetNames): PolicyStatement[] {
  const group = groupArnPattern(scope, names);
  return [
    new iam.PolicyStatement({
      // IAM cannot limit this action to a resource.
      sid: 'DescribeLaunches',
      actions: ['autoscaling:DescribeScalingActivities'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'SuspendLaunches',
      actions: ['autoscaling:ResumeProcesses', 'autoscaling:SuspendProcesses'],
      resources: [group],
    }),
    new iam.PolicyStatement({
      sid: 'TagBrake',
      actions: ['autoscaling:CreateOrUpdateTags', 'autoscaling:DeleteTags'],
      resources: [group],
      conditions: { 'ForAllValues:StringEquals': { 'aws:TagKeys': [LAUNCH_BRAKE_TAG] } },
    }),
  ];
}

/** Lets the scaler describe its groups and raise their capacity, and, with a group of on-demand instances, see why launches fail. */
export function scalingStatements(
  scope: Construct,
  names: FleetNames,
  hasOnDemandGroup: boolean,
): PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      // IAM cannot limit these actions to a resource.
      sid: 'DescribeGroups',
      actions: [
        'autoscaling:DescribeAutoScalingGroups',
        ...(hasOnDemandGroup ? ['autoscaling:DescribeScalingActivities'] : []),
      ],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'RaiseCapacity',
      actions: ['autoscaling:SetDesiredCapacity'],
      resources: [groupArnPattern(scope, names)],
    }),
  ];
}

const NETWORK_INTERFACE_ACTIONS = [
  'ec2:AssignPrivateIpAddresses',
  'ec2:CreateNetworkInterface',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:UnassignPrivateIpAddresses',
];

/**
 * Lets Lambda connect a function to a VPC, and denies the function's own code the same actions. Only calls of a function's
 * code have the condition key lambda:SourceFunctionArn.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function networkInterfaceStatements(scope: Construct): PolicyStatement[] {
  // The name of the role's only function is generated after the policy, so the pattern matches the names of all functions.
  const anyFunction = core.Stack.of(scope).formatArn({
    service: 'lambda',
    resource: 'function',
    resourceName: '*',
    arnFormat: core.ArnFormat.COLON_RESOURCE_NAME,
  });
  return [
    new iam.PolicyStatement({
      // The network interfaces do not exist yet, so the resources are `*`.
      sid: 'UseVpc',
      actions: NETWORK_INTERFACE_ACTIONS,
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'DenyVpcToCode',
      effect: iam.Effect.DENY,
      actions: NETWORK_INTERFACE_ACTIONS,
      resources: ['*'],
      conditions: { ArnLike: { 'lambda:SourceFunctionArn': anyFunction } },
    }),
  ];
}
