import { ConfigurationError, hasConfiguration } from '@agent-aws-stack/config';
import { environmentWith } from '../../cli/environment.ts';
import type { Shell } from '../../cli/shell.ts';
import { configuredFleets } from '../../fleets/configured-fleets.ts';

/** Prints the names of the configured fleets, one a line; nothing if the configuration is invalid, because the completion scripts discard error messages. */
export function printFleetNames(shell: Shell): void {
  const env = environmentWith({}, shell.env);
  if (!hasConfiguration(env)) return;
  try {
    const { fleets } = configuredFleets({}, env);
    for (const { stackName } of fleets) shell.out(stackName);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
  }
}
