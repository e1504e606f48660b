import { FAMILIES } from './image-families.ts';
import { familyProperties, isWindows } from './operating-systems.ts';

/** What an instance knows about the rollout of its fleet. */
export interface InstanceRollout {
  /** The parameter with the rollout. */
  readonly parameterName: string;
  /** The revision of the launch template that launched the instance. */
  readonly revision: string;
}

/**
 * User data that calls the image's start script, with the name of the config parameter, at first boot.
 * @param rollout - in a comment, which older images ignore; undefined: no comment
 */
export function writeUserData(os: string, configParameter: string, rollout?: InstanceRollout): string {
  const comment = rollout === undefined ? '' : `# rollout ${rollout.parameterName} ${rollout.revision}\n`;
  const call = `${comment}${familyProperties(os).startScript} ${configParameter}`;
  return isWindows(os) ? `<powershell>${comment && '\n'}${call}</powershell>` : `#!/bin/bash\n${call}`;
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
