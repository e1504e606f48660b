import type { Environment } from '../sources/environment.ts';

/** The variables that name the region; the first one that is set and not empty applies. */
const VARIABLES = ['CDK_DEPLOY_REGION', 'CDK_DEFAULT_REGION', 'AWS_REGION', 'AWS_DEFAULT_REGION'] as const;

/** The region that the environment names, and the variable that names it. Undefined if none does, for example if only the AWS profile has a region. */
export function deployRegion(
  env: Environment,
): { readonly key: string; readonly region: string } | undefined {
  const key = VARIABLES.find((each) => env[each]);
  return key === undefined ? undefined : { key, region: env[key] ?? '' };
}
