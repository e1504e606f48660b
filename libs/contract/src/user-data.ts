import { FAMILIES } from './image-families.ts';
import { familyProperties, isWindows } from './operating-systems.ts';

/** What an instance knows about the rollout of its fleet. */
export interface InstanceRollout {
  /** The parameter with the rollout. */
  readonly parameterName: string;
  /** The revision of the launch template that launched the instance. */
  readonly revision: string;
}

/** The names of the parameters that an instance reads when it starts, in addition to the config parameter. */
export interface StartParameters {
  readonly hostKeys: string;
  readonly token: string;
}

/** What user data says in comments, which older images ignore. */
export interface UserDataComments {
  readonly rollout?: InstanceRollout | undefined;
  /** With these names, an instance can read all parameters with one call. Windows reads each by itself, so its user data does not have the names. */
  readonly parameters?: StartParameters | undefined;
}

/** User data that calls the image's start script, with the name of the config parameter, at first boot. */
export function writeUserData(
  os: string,
  configParameter: string,
  { rollout, parameters }: UserDataComments = {},
): string {
  const comments = [
    ...(rollout ? [`# rollout ${rollout.parameterName} ${rollout.revision}\n`] : []),
    ...(parameters && !isWindows(os)
      ? [`# semaphore-agent-parameters: ${configParameter} ${parameters.hostKeys} ${parameters.token}\n`]
      : []),
  ].join('');
  const call = `${comments}${familyProperties(os).startScript} ${configParameter}`;
  return isWindows(os) ? `<powershell>${comments && '\n'}${call}</powershell>` : `#!/bin/bash\n${call}`;
}

/** The config parameter that user data passes to a start script, quoted or not. Undefined if it calls no start script, or one without a parameter. */
export function readUserData(userData: string): string | undefined {
  for (const { startScript } of Object.values(FAMILIES)) {
    const [, argument] = userData.split(startScript);
    const name = /^\s+["']?([\w./-]+)/.exec(argument ?? '')?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Reads the comment about the rollout; undefined if the user data has no such comment. */
export function readInstanceRollout(userData: string): InstanceRollout | undefined {
  const [, parameterName, revision] = /^# rollout ([\w.-]+) ([\w-]+)$/m.exec(userData) ?? [];
  return parameterName === undefined || revision === undefined ? undefined : { parameterName, revision };
}

/**
 * Reads the comment about the parameters. Undefined if the user data has no such comment, or has that of another config parameter.
 */
export function readStartParameters(userData: string, configParameter: string): StartParameters | undefined {
  const [, config, hostKeys, token] =
    /^# semaphore-agent-parameters: ([\w./-]+) ([\w./-]+) ([\w./-]+)$/m.exec(userData) ?? [];
  return config !== configParameter || hostKeys === undefined || token === undefined
    ? undefined
    : { hostKeys, token };
}
