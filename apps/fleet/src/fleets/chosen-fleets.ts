import { describeCaution, type FleetConfig } from '@agent-aws-stack/config';
import type { FleetOptions } from '../cli/common-options.ts';
import { UsageError } from '../cli/errors.ts';
import type { Shell } from '../cli/shell.ts';
import { configuredFleets } from './configured-fleets.ts';

/**
 * The fleets of the configuration that --fleet names, all of them without it; warnings go to standard error.
 * @throws ConfigurationError with every problem of every fleet, UsageError with every fleet that is not there
 */
export function chosenFleets(
  options: Pick<FleetOptions, 'fleet' | 'config'>,
  shell: Shell,
): readonly FleetConfig[] {
  const { fleet: wanted } = options;
  const { fleets, cautions } = configuredFleets(options);
  for (const caution of cautions) shell.err(shell.style('yellow', `Warning: ${describeCaution(caution)}`));
  if (wanted === undefined) return fleets;
  const names = fleets.map(({ stackName }) => stackName);
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      '--fleet',
      `the configuration has no fleet ${unknown.join(', ')}`,
      `It has ${names.join(', ')}`,
    );
  }
  return fleets.filter(({ stackName }) => wanted.includes(stackName));
}
