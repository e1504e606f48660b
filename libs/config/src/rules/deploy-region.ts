import type { Environment } from '../sources/environment.ts';

/** The variables that name the region; the first one that is set applies. */
const VARIABLES = ['CDK_DEPLOY_REGION', 'CDK_DEFAULT_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** The region that the environment names, and the variable. Undefined if no variable names one, as with a region in the AWS profile. */
export function deployRegion(
  env: Environment,
): { readonly key: string; readonly region: string } | undefined {
  const key = VARIABLES.find((each) => env[each]);
  return key === undefined ? undefined : { key, region: env[key] ?? '' };
}
