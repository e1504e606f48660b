import type { Construct } from 'constructs';
import { core } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';

/** ARN of an SSM parameter in the stack's account and region: `…:parameter/ci/token`, with or without a slash at the start of the name. */
export function parameterArn(scope: Construct, name: string): string {
  // Whether the value of a CDK token starts with a slash is known only at deployment, so split and join remove a doubled slash then.
  // The join is inside Fn::Sub, because cdk-nag's flattenCfnReference throws for an Fn::Join whose items are not an array.
  const resource = core.Token.isUnresolved(name)
    ? core.Fn.sub('${Resource}', { Resource: core.Fn.join('/', core.Fn.split('//', `parameter/${name}`)) })
    : `parameter/${name.replace(/^\//, '')}`;
  return core.Stack.of(scope).formatArn({
    service: 'ssm',
    resource,
    arnFormat: core.ArnFormat.NO_RESOURCE_NAME,
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
