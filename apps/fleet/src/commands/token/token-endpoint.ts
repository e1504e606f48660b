import { organizationHost } from '@agent-aws-stack/config';
import type { FleetOptions } from '../../cli/common-options.ts';
import { parameterValue } from '../../cli/parameter-value.ts';
import type { Shell } from '../../cli/shell.ts';
import { chosenFleets } from '../../fleets/chosen-fleets.ts';

export interface EndpointOptions extends FleetOptions {
  readonly endpoint?: string;
}

/**
 * The Semaphore host for a token whose parameter was named by an option: from --endpoint, the environment or the configuration file.
 * Undefined if none of them names a host, or if the file's fleets have different hosts.
 * @throws UsageError for an invalid variable, ConfigurationError for an invalid file
 */
export function endpointOfParameter(options: EndpointOptions, shell: Shell): string | undefined {
  const { SEMAPHORE_ENDPOINT: host, SEMAPHORE_ORGANIZATION: organization } = shell.env;
  if (options.endpoint !== undefined) return options.endpoint;
  if (host) return parameterValue('SEMAPHORE_ENDPOINT', 'SEMAPHORE_ENDPOINT')(host);
  if (organization) {
    return organizationHost(parameterValue('SEMAPHORE_ORGANIZATION', 'SEMAPHORE_ORGANIZATION')(organization));
  }
  if (!shell.env['SEMAPHORE_AGENT_STACK_CONFIG']) return undefined;
  const [endpoint, ...others] = new Set(chosenFleets(options, shell).map((fleet) => fleet.endpoint));
  return others.length === 0 ? endpoint : undefined;
}
