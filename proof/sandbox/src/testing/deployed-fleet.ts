import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CdkCli } from '../cdk/cli.ts';
import { accountId } from '../emulator/account.ts';
import { Region, type RegionOptions } from '../region.ts';
import type { ScenarioContext } from '../scenario/context.ts';
import { bootstrapAccount, storeToken } from '../scenario/deployment.ts';
import { Expectations } from '../scenario/expectations.ts';
import { readSandboxFleet } from '../scenario/fleet-parameters.ts';

const token = 'e2e-registration-token';

/** The parameters of an end-to-end test's fleet, unless it gives others. */
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
  const file = join(region.folder.path, 'fleet.json');
  await writeFile(file, JSON.stringify({ ...fleetParameters, ...changes }));
  const fleet = await readSandboxFleet(file, region.semaphore.endpoint);
  const { signal } = new AbortController();
  const cdk = await CdkCli.prepare({
    folder: join(region.folder.path, 'cdk'),
    accountId,
    region: region.address.region,
    variables: { ...region.variables, ...fleet.variables },
    signal,
  });
  return { region, fleet, cdk, expectations: new Expectations(), signal, say: () => undefined };
}
