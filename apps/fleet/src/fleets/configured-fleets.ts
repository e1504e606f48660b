import { loadFleetsFromProcess, type LoadedFleets } from '@agent-aws-stack/config';
import type { FleetOptions } from '../cli/common-options.ts';
import type { Environment } from '@agent-aws-stack/config';

/** Loads the configuration; a problem with the file names --config if that named it. @throws ConfigurationError */
export function configuredFleets({ config }: Pick<FleetOptions, 'config'>, env: Environment): LoadedFleets {
  return loadFleetsFromProcess(
    { env, cwd: () => process.cwd() },
    config === undefined ? undefined : '--config',
  );
}
