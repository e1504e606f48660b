import type { FleetConfig } from '@agent-aws-stack/config';
import type { AwsClients } from '../aws/clients.ts';
import { bootstrapCommand, configuredQualifier } from '../cdk/qualifier.ts';
import { REQUIRED_BOOTSTRAP_VERSION } from '../cdk/required-version.ts';
import { fullCommandWith } from '../cli/full-command.ts';
import { featuresWithoutRights } from '../fleets/feature-rights.ts';
import { executionPolicyOf } from '../observe/bootstrap.ts';
import { bootstrapVersionOf } from '../observe/bootstrap-version.ts';
import { executionPolicy } from '../observe/execution-policies.ts';
import { namesPolicy } from '../observe/policy-names.ts';
import type { Destination } from './destination.ts';
import type { PreflightProblem } from './problem.ts';

/**
 * Checks that the account and region have a bootstrap of a version that the stacks accept, and that CloudFormation's role there may create
 * these fleets, as far as the policies of this project decide that. @throws AwsError
 */
export async function checkBootstrap(
  aws: Pick<AwsClients, 'iam' | 'ssm'>,
  fleets: readonly FleetConfig[],
  { identity, typed }: Destination,
): Promise<readonly PreflightProblem[]> {
  const { account, region } = identity;
  const qualifier = configuredQualifier();
  const version = await bootstrapVersionOf(aws, qualifier);
  const remedy = `As an administrator, once: ${fullCommandWith(typed)(bootstrapCommand(qualifier))}`;
  if (version === undefined || version < REQUIRED_BOOTSTRAP_VERSION) {
    const found =
      version === undefined
        ? `is not bootstrapped: there is no parameter /cdk-bootstrap/${qualifier}/version`
        : `has bootstrap version ${version}, and needs ${REQUIRED_BOOTSTRAP_VERSION} or later`;
    return [{ problem: `account ${account}, region ${region} ${found}`, remedy, certain: true }];
  }
  const role = { roleArn: undefined, qualifier, region };
  const policy = await executionPolicyOf(aws, identity, role, executionPolicy);
  if (policy === undefined) return [];
  // Another policy of the role may allow what this project's policies do not allow.
  const { name, missing, allowed, alone: certain, boundary } = policy;
  if (missing !== undefined) {
    const problem = `account ${account}, region ${region} was bootstrapped by an earlier version of this project: its policy ${name} does not let CloudFormation create ${missing}`;
    return [{ problem, remedy, certain }];
  }
  const unable = fleets.flatMap((fleet) => {
    if (allowed === undefined) return [];
    const features = featuresWithoutRights(fleet, allowed);
    return features === undefined ? [] : [`${fleet.stackName}: ${features}`];
  });
  if (unable.length > 0) {
    const problem = `account ${account}, region ${region} was bootstrapped by an earlier version of this project, whose policy ${name} allows CloudFormation too little for ${unable.join('; ')}`;
    return [{ problem, remedy, certain }];
  }
  if (boundary === undefined) return [];
  const without = fleets.filter(({ permissionsBoundaryArn: own = '' }) => !namesPolicy(own, boundary));
  if (without.length === 0) return [];
  const stackNames = without.map(({ stackName }) => stackName).join(', ');
  const problem = `SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN of ${stackNames}: is not ${boundary}, which the bootstrap requires, so CloudFormation could not create roles`;
  return [{ problem, remedy: `Set SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN to ${boundary}`, certain }];
}
