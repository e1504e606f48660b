import { regionMeant } from '@agent-aws-stack/config';
import { regionInfo } from './cdk.ts';
import { UserError } from './user-error.ts';

/** Account and region that a fleet is deployed to. */
export interface DeployEnvironment {
  readonly account: string;
  readonly region: string;
}

/**
 * Reads CDK_DEPLOY_ACCOUNT and CDK_DEPLOY_REGION. If one is not set, uses the account or region of the current AWS credentials
 * and configuration, which the CDK CLI passes.
 * @throws MissingEnvironmentError if account or region is unknown; the lookups of the VPC and the image need both
 * @throws UserError for an unknown region. The account needs no check here: it was checked with the configuration
 */
export function deployEnvironment(env: NodeJS.ProcessEnv): DeployEnvironment {
  const account = env['CDK_DEPLOY_ACCOUNT'] || env['CDK_DEFAULT_ACCOUNT'];
  const region = env['CDK_DEPLOY_REGION'] || env['CDK_DEFAULT_REGION'];
  if (!account) throw new MissingEnvironmentError('CDK_DEPLOY_ACCOUNT', 'no AWS account is known');
  if (!region) throw new MissingEnvironmentError('CDK_DEPLOY_REGION', 'no AWS region is known');
  // The templates contain ARNs, for which the region's partition must be known.
  if (regionInfo.RegionInfo.get(region).partition === undefined) {
    const meant = regionMeant(region);
    const source = env['CDK_DEPLOY_REGION'] ? 'CDK_DEPLOY_REGION' : 'AWS configuration';
    throw new UserError(
      `${source}: "${region}" is not an AWS region that this release knows. ` +
        `${meant === undefined ? 'Check the spelling.' : `Did you mean ${meant}?`} For a new region, update agent-aws-stack`,
    );
  }
  return { account, region };
}

export class MissingEnvironmentError extends UserError {
  override readonly name = 'MissingEnvironmentError';

  constructor(variable: string, problem: string) {
    super(
      `${variable}: ${problem}. Sign in to AWS (aws sts get-caller-identity shows who you are), or set ${variable}`,
    );
  }
}
