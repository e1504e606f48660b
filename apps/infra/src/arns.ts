import type { Construct } from 'constructs';
import { groupNamePrefix } from '@agent-aws-stack/contract';
import { core } from './cdk.ts';

/** ARN of an SSM parameter of this account and region; a hierarchical name (/ci/token) starts with its own slash. */
export function parameterArn(scope: Construct, name: string): string {
  return core.Stack.of(scope).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: name.replace(/^\//, ''),
  });
}

/** Why a policy names the group by a pattern. */
export const GROUP_NAME_IS_GENERATED =
  'CloudFormation makes the name of the group, which begins with its stack and its logical id.';

/** ARN pattern of the fleet's Auto Scaling group, which need not exist yet: CloudFormation generates its name. */
export function groupArnPattern(scope: Construct): string {
  const stack = core.Stack.of(scope);
  return stack.formatArn({
    service: 'autoscaling',
    resource: 'autoScalingGroup',
    resourceName: `*:autoScalingGroupName/${groupNamePrefix(stack.stackName)}*`,
    arnFormat: core.ArnFormat.COLON_RESOURCE_NAME,
  });
}
