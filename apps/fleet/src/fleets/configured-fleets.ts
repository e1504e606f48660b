import { loadFleetsFromProcess, type LoadedFleets } from '@agent-aws-stack/config';
import type { FleetOptions } from '../cli/common-options.ts';
import type { Environment } from '@agent-aws-stack/config';

/** Loads the configuration. A problem with the file is reported for --config if that option named the file. @throws ConfigurationError */
export function configuredFleets({ config }: Pick<FleetOptions, 'config'>, env: Environment): LoadedFleets {
  return loadFleetsFromProcess(
    { env, cwd: () => process.cwd() },
    config === undefined ? undefined : '--config',
  );
}
