import { Region, type RegionOptions } from '../region.ts';
import { prepareContextOf, type ScenarioContext } from '../scenario/context.ts';
import { bootstrapAccount, storeToken } from '../scenario/deployment.ts';

const token = 'e2e-registration-token';

/** Parameters of the fleet of an end-to-end test, unless it sets others. */
export const fleetParameters = {
  SEMAPHORE_AGENT_STACK_NAME: 'e2e-fleet',
  SEMAPHORE_ORGANIZATION: 'e2e',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/e2e/agent-token',
  SEMAPHORE_AGENT_ASG_MAX_SIZE: 6,
  SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: false,
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 3,
} as const;

/** A region with a bootstrapped account and a stored token: what `cdk deploy` needs. Stop its region afterwards. */
export async function bootstrappedRegion(
  options: Pick<RegionOptions, 'cloudWatchUrl'> = {},
): Promise<ScenarioContext> {
  const region = await Region.start({
    say: () => undefined,
    registrationToken: token,
    ...options,
    pace: { launchDelayMs: 200, bootMs: 200, syncAfterMs: 500 },
  });
  const context = await withParameters(region, {});
  await storeToken(region, context.fleet.config.token.parameterName, token);
  await bootstrapAccount(context);
  return context;
}

/** The same region with the fleet's parameters changed. */
export async function withParameters(
  region: Region,
  changes: Readonly<Record<string, string | number | boolean>>,
): Promise<ScenarioContext> {
  const context = await prepareContextOf(region, JSON.stringify({ ...fleetParameters, ...changes }));
  // The CDK's own validation takes a second of each run. `npm run sandbox` deploys with it.
  return { ...context, cdk: context.cdk.with({ CDK_VALIDATION: 'false' }) };
}
