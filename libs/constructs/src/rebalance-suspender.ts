import { Construct } from 'constructs';
import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { LambdaConfig } from '@agent-aws-stack/config';
import { policyName, SUSPENSION_TYPE, type SuspensionProperties } from '@agent-aws-stack/contract';
import { acceptWildcard } from './accepted-findings.ts';
import { GROUP_NAME_IS_GENERATED, groupArnPattern } from './arns.ts';
import { core, iam } from './cdk.ts';
import { FleetFunction } from './fleet-function.ts';
import type { BundleFolders } from './fleet-function.ts';

export interface RebalanceSuspenderProps {
  readonly group: CfnAutoScalingGroup;
  readonly settings: LambdaConfig;
  readonly bundles: BundleFolders;
}

/**
 * Suspends the group's AZRebalance process, which would terminate instances in the middle of a job. CloudFormation has no
 * property for that. The logical ids and names differ from the JavaScript stack's: CloudFormation refuses to change the
 * service token of an existing resource, and calls the old function once more when it deletes the old resource.
 */
export class RebalanceSuspender extends Construct {
  constructor(scope: Construct, id: string, { group, settings, bundles }: RebalanceSuspenderProps) {
    super(scope, id);
    const { stackName } = core.Stack.of(this);
    const suspender = new FleetFunction(this, 'Lambda', {
      lambda: 'az-rebalance-suspender',
      description: 'Suspend AZRebalance process for auto scaling group',
      settings,
      bundles,
      timeout: core.Duration.seconds(60),
      environment: {},
      policyName: policyName.suspender(stackName),
      statements: [
        new iam.PolicyStatement({
          sid: 'SuspendRebalance',
          actions: ['autoscaling:SuspendProcesses'],
          resources: [groupArnPattern(this)],
        }),
      ],
    });
    acceptWildcard(suspender.policy, groupArnPattern(this), GROUP_NAME_IS_GENERATED);
    new core.CustomResource(this, 'Suspension', {
      resourceType: SUSPENSION_TYPE,
      serviceToken: suspender.function.functionArn,
      properties: { AutoScalingGroupName: group.ref } satisfies SuspensionProperties,
      // CloudFormation would wait an hour by default for a function that does not answer.
      serviceTimeout: core.Duration.minutes(2),
    });
  }
}
