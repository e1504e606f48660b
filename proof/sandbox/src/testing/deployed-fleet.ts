import type { RegionPace } from '../pace.ts';
import { Region, type RegionOptions } from '../region.ts';
import { prepareContextOf, type ScenarioContext } from '../scenario/context.ts';
import { bootstrapAccount, storeToken } from '../scenario/deployment.ts';

const token = 'e2e-registration-token';

/** The parameters of the fleet in end-to-end tests, which withParameters can change. */
export const fleetParameters = {
  SEMAPHORE_AGENT_STACK_NAME: 'e2e-fleet',
  SEMAPHORE_ORGANIZATION: 'e2e',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/e2e/agent-token',
  SEMAPHORE_AGENT_ASG_MAX_SIZE: 6,
  SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: false,
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 3,
} as const;

/**
 * Starts a region, bootstraps its account and stores a token, so that `cdk deploy` works. The caller must stop the
 * region.
 */
export async function bootstrappedRegion({
  pace,
  ...options
}: Pick<RegionOptions, 'cloudWatchUrl'> & {
  readonly pace?: Partial<RegionPace>;
} = {}): Promise<ScenarioContext> {
  const region = await Region.start({
    say: () => undefined,
    registrationToken: token,
    ...options,
    pace: { launchDelayMs: 200, bootMs: 200, syncAfterMs: 500, ...pace },
  });
  const context = await withParameters(region, {});
  await storeToken(region, context.fleet.config.token.parameterName, token);
  await bootstrapAccount(context);
  return context;
}

/** A context for the same region, with changed parameters of the fleet. */
export async function withParameters(
  region: Region,
  changes: Readonly<Record<string, string | number | boolean>>,
): Promise<ScenarioContext> {
  const context = await prepareContextOf(region, JSON.stringify({ ...fleetParameters, ...changes }));
  // Skip the CDK's validation, which takes a second per run. `npm run sandbox` does not skip it.
  return { ...context, cdk: context.cdk.with({ CDK_VALIDATION: 'false' }) };
}
