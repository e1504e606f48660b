import type { ScenarioContext } from '../scenario/context.ts';
import type { ProcessWatch } from './process-watch.ts';
import { searchFiles } from './search-files.ts';
import { searchProcesses } from './search-processes.ts';
import { searchRegion } from './search-region.ts';
import { combine, describeSearched } from './search-result.ts';

/**
 * Checks that the secrets of the run are nowhere but in the token's parameter: not in logs, templates, the CDK's output,
 * settings of functions, other parameters, processes or files of the run's folder.
 */
export async function checkSecrets(
  { region, fleet, expectations }: Pick<ScenarioContext, 'region' | 'fleet' | 'expectations'>,
  watch?: ProcessWatch,
): Promise<void> {
  const secrets = region.secrets();
  const result = combine([
    await searchFiles(region.folder.path, secrets),
    await searchRegion(region.clients, fleet.config.stackName, secrets),
    await searchProcesses(secrets),
  ]);
  const found = [...new Set([...result.found, ...(watch?.found ?? [])])];
  expectations.check(`no secret found in ${describeSearched(result)}`, {
    held: found.length === 0,
    seen: found.join('; ') || `${secrets.length} secrets looked for`,
  });
}
