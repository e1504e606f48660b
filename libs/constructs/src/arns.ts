import type { Construct } from 'constructs';
import { core } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** ARN of an SSM parameter in the stack's account and region. A hierarchical name such as `/ci/token` keeps only one slash. */
export function parameterArn(scope: Construct, name: string): string {
  return core.Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: name.replace(/^\//, ''),
  });
}

/** Why policies contain the pattern that `groupArnPattern` returns. */
export const GROUP_NAME_IS_GENERATED =
  'CloudFormation generates the name of the group: stack name, logical id, random suffix.';

/** ARN pattern of the fleet's Auto Scaling group. A pattern, because CloudFormation generates the group's name. */
export function groupArnPattern(scope: Construct, { groupPrefix }: FleetNames): string {
  return core.Stack.of(scope).formatArn({
    service: 'autoscaling',
    resource: 'autoScalingGroup',
    resourceName: `*:autoScalingGroupName/${groupPrefix}*`,
    arnFormat: core.ArnFormat.COLON_RESOURCE_NAME,
  });
}
