import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CdkCli } from '../cdk/cli.ts';
import type { StackEvent } from '../cdk/stack-event.ts';
import { accountId } from '../emulator/account.ts';
import type { Region } from '../region.ts';
import { Expectations } from './expectations.ts';
import { readSandboxFleet, type SandboxFleet } from './fleet-parameters.ts';

/** What all steps of a scenario share. */
export interface ScenarioContext {
  readonly region: Region;
  readonly fleet: SandboxFleet;
  readonly cdk: CdkCli;
  readonly expectations: Expectations;
  readonly signal: AbortSignal;
  /** Shows the progress of a long step. */
  readonly say: (progress: string) => void;
}

type ContextOptions = Partial<Pick<ScenarioContext, 'expectations' | 'signal' | 'say'>>;

/** Reads a fleet's configuration file, and prepares the CDK CLI to deploy that fleet into a running region. */
export async function prepareContext(
  region: Region,
  fleetFile: string,
  {
    expectations = new Expectations(),
    signal = new AbortController().signal,
    say = () => undefined,
  }: ContextOptions = {},
): Promise<ScenarioContext> {
  const fleet = await readSandboxFleet(fleetFile, region.semaphore.endpoint);
  const cdk = await CdkCli.prepare({
    folder: join(region.folder.path, 'cdk'),
    accountId,
    region: region.address.region,
    variables: { ...region.variables, ...fleet.variables },
    signal,
  });
  return { region, fleet, cdk, expectations, signal, say };
}

/** Saves the JSON text of a fleet's parameters in the region's folder, and prepares the CDK CLI to deploy that fleet. */
export async function prepareContextOf(
  region: Region,
  parameters: string,
  options: ContextOptions = {},
): Promise<ScenarioContext> {
  const file = join(region.folder.path, 'fleet.json');
  await writeFile(file, parameters);
  return prepareContext(region, file, options);
}

/** Creates a listener that shows stack events as progress. */
export function reportStackEvents(say: (progress: string) => void): (event: StackEvent) => void {
  return ({ done, total, status, resourceType, logicalId }) =>
    say(`${done}${total > 0 ? `/${total}` : ''} ${status} ${resourceType} ${logicalId}`);
}
