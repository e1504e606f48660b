import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CdkCli } from '../cdk/cli.ts';
import type { StackEvent } from '../cdk/stack-event.ts';
import { accountId } from '../emulator/account.ts';
import type { Region } from '../region.ts';
import { Expectations } from './expectations.ts';
import { readSandboxFleet, type SandboxFleet } from './fleet-parameters.ts';

/** What every step of the scenario works with. */
export interface ScenarioContext {
  readonly region: Region;
  readonly fleet: SandboxFleet;
  readonly cdk: CdkCli;
  readonly expectations: Expectations;
  readonly signal: AbortSignal;
  /** Shows the progress of a long step. */
  readonly say: (progress: string) => void;
}

type Defaulted = Partial<Pick<ScenarioContext, 'expectations' | 'signal' | 'say'>>;

/** Reads the file of a fleet and prepares the CDK CLI for it, in a region that runs. */
export async function prepareContext(
  region: Region,
  fleetFile: string,
  {
    expectations = new Expectations(),
    signal = new AbortController().signal,
    say = () => undefined,
  }: Defaulted = {},
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

/** The same for a fleet whose parameters are in no file yet: a JSON text, saved in the folder of the region. */
export async function prepareContextOf(
  region: Region,
  parameters: string,
  options: Defaulted = {},
): Promise<ScenarioContext> {
  const file = join(region.folder.path, 'fleet.json');
  await writeFile(file, parameters);
  return prepareContext(region, file, options);
}

/** Reports the progress of a stack while it happens. */
export function reportStackEvents(say: (progress: string) => void): (event: StackEvent) => void {
  return ({ done, total, status, resourceType, logicalId }) =>
    say(`${done}${total > 0 ? `/${total}` : ''} ${status} ${resourceType} ${logicalId}`);
}
