import { Construct } from 'constructs';
import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { policyName, SUSPENSION_TYPE, type SuspensionProperties } from '@agent-aws-stack/contract';
import { acceptWildcard } from './accepted-findings.ts';
import { GROUP_NAME_IS_GENERATED, groupArnPattern } from './arns.ts';
import { core, iam } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';
import { FleetFunction } from './fleet-function.ts';
import type { BundleFolders, FunctionSettings } from './fleet-function.ts';

export interface RebalanceSuspenderProps {
  readonly names: FleetNames;
  readonly group: CfnAutoScalingGroup;
  /** The group of on-demand instances that stand in for spot instances, if there is one. */
  readonly onDemandGroup: CfnAutoScalingGroup | undefined;
  readonly settings: FunctionSettings;
  readonly bundles: BundleFolders;
}

/**
 * Suspends the AZRebalance process of the fleet's groups, which would terminate instances in the middle of a job. CloudFormation has no
 * property for that. The logical ids and names differ from the JavaScript stack's, so that an upgrade creates a new custom
 * resource and a new function beside the old ones. CloudFormation cannot change the service token of an existing custom resource. And
 * to delete the old one, it calls the old function once more, which must still exist then.
 */
export class RebalanceSuspender extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { names, group, onDemandGroup, settings, bundles }: RebalanceSuspenderProps,
  ) {
    super(scope, id);
    const suspender = new FleetFunction(this, 'Lambda', {
      names,
      lambda: 'az-rebalance-suspender',
      description: 'Suspend AZRebalance process for auto scaling group',
      settings,
      bundles,
      timeout: core.Duration.seconds(60),
      environment: {},
      policyName: policyName.suspender(names.fleet),
      statements: [
        new iam.PolicyStatement({
          sid: 'SuspendRebalance',
          actions: ['autoscaling:SuspendProcesses'],
          resources: [groupArnPattern(this, names)],
        }),
      ],
    });
    acceptWildcard(suspender.policy, groupArnPattern(this, names), GROUP_NAME_IS_GENERATED);
    this.#suspend('Suspension', group, suspender);
    if (onDemandGroup) this.#suspend('OnDemandSuspension', onDemandGroup, suspender);
  }

  #suspend(id: string, group: CfnAutoScalingGroup, suspender: FleetFunction): void {
    new core.CustomResource(this, id, {
      resourceType: SUSPENSION_TYPE,
      serviceToken: suspender.function.functionArn,
      properties: { AutoScalingGroupName: group.ref } satisfies SuspensionProperties,
      // CloudFormation would wait an hour by default for a function that does not answer.
      serviceTimeout: core.Duration.minutes(2),
    });
  }
}
