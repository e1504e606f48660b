import { loadFleetsFromProcess, type LoadedFleets } from '@agent-aws-stack/config';
import type { FleetOptions } from '../cli/common-options.ts';

/** The fleets of this process's configuration; a broken file is told under --config if that named it. @throws ConfigurationError */
export function configuredFleets({ config }: Pick<FleetOptions, 'config'>): LoadedFleets {
  return loadFleetsFromProcess(process, config === undefined ? undefined : '--config');
}
