import { chooseFleets, describeCaution, type Caution, type FleetConfig } from '@agent-aws-stack/config';
import type { FleetOptions } from '../cli/common-options.ts';
import { UsageError } from '../cli/errors.ts';
import type { Shell } from '../cli/shell.ts';
import { configuredFleets } from './configured-fleets.ts';

/** The configuration, loaded once for a command. */
export interface Configuration {
  readonly all: readonly FleetConfig[];
  /** The fleets that --fleet names; without --fleet, all of them. */
  readonly chosen: readonly FleetConfig[];
  readonly cautions: readonly Caution[];
}

/**
 * Loads the configuration. Prints no warnings: only the commands that prepare a deployment or examine a fleet do, with `printCautions`.
 * @throws ConfigurationError with every problem of every fleet, UsageError if the configuration lacks a fleet that --fleet names
 */
export function loadConfiguration(
  options: Pick<FleetOptions, 'fleet' | 'config'>,
  shell: Shell,
): Configuration {
  const { fleets: all, cautions } = configuredFleets(options, shell.env);
  const { chosen, unknown } = chooseFleets(all, options.fleet);
  if (unknown.length > 0) {
    throw new UsageError(
      '--fleet',
      `the configuration has no fleet ${unknown.join(', ')}`,
      `It has ${all.map(({ stackName }) => stackName).join(', ')}`,
    );
  }
  return { all, chosen, cautions };
}

/** Prints cautions about a configuration on standard error. */
export function printCautions(cautions: readonly Caution[], shell: Shell): void {
  for (const caution of cautions) shell.err(shell.style('yellow', `Warning: ${describeCaution(caution)}`));
}

/** The fleets that a command works on. @throws ConfigurationError, UsageError, as `loadConfiguration` does */
export const chosenFleets = (
  options: Pick<FleetOptions, 'fleet' | 'config'>,
  shell: Shell,
): readonly FleetConfig[] => loadConfiguration(options, shell).chosen;
