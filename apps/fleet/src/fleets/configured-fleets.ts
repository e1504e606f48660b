import {
  CONFIG_FILE_VARIABLE,
  hasConfiguration,
  loadFleetsFromProcess,
  type Environment,
  type LoadedFleets,
} from '@agent-aws-stack/config';
import { installation, type Installation } from '@agent-aws-stack/installation';
import type { FleetOptions } from '../cli/common-options.ts';
import { UserError } from '../cli/errors.ts';

/**
 * Loads the configuration. A problem with the file is reported for --config if that option named the file.
 * @throws ConfigurationError, UserError if there is no configuration
 */
export function configuredFleets({ config }: Pick<FleetOptions, 'config'>, env: Environment): LoadedFleets {
  if (!hasConfiguration(env)) throw noConfiguration(installation);
  return loadFleetsFromProcess(
    { env, cwd: () => process.cwd() },
    config === undefined ? undefined : '--config',
  );
}

/** The error for a user who has no configuration yet, or is in another folder. */
export function noConfiguration({
  configuration,
  program,
  userFolder,
}: Pick<Installation, 'configuration' | 'program' | 'userFolder'>): UserError {
  if (configuration === undefined) {
    return new UserError(
      '--config',
      `not given, and ${CONFIG_FILE_VARIABLE} names no file either`,
      `Create one: ${program} init linux-ci.json; or name a file with --config`,
    );
  }
  return new UserError(
    configuration,
    `there is no such file in ${userFolder}`,
    `Create one: ${program} init; or name a file with --config`,
  );
}
