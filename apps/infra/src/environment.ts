import { regionInfo } from './cdk.ts';
import { UserError } from './user-error.ts';

/** Account and region that a fleet is deployed to. */
export interface DeployEnvironment {
  readonly account: string;
  readonly region: string;
}

/**
 * CDK_DEPLOY_ACCOUNT and CDK_DEPLOY_REGION, otherwise those of the current credentials, from the CDK CLI.
 * @throws MissingEnvironmentError if one is missing: the lookups of the VPC and the image need both
 * @throws UserError for an invalid region; reading the configuration has checked the account
 */
export function deployEnvironment(env: NodeJS.ProcessEnv): DeployEnvironment {
  const account = env['CDK_DEPLOY_ACCOUNT'] || env['CDK_DEFAULT_ACCOUNT'];
  const region = env['CDK_DEPLOY_REGION'] || env['CDK_DEFAULT_REGION'];
  if (!account) throw new MissingEnvironmentError('CDK_DEPLOY_ACCOUNT', 'no AWS account is known');
  if (!region) throw new MissingEnvironmentError('CDK_DEPLOY_REGION', 'no AWS region is known');
  // Without a partition there are no ARNs.
  if (regionInfo.RegionInfo.get(region).partition === undefined) {
    throw new UserError(
      `CDK_DEPLOY_REGION: "${region}" is given, a region such as us-east-1 is expected; ` +
        'if it is a new one, this release does not know its partition yet',
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
