import { FAMILIES } from './image-families.ts';
import { familyProperties, isWindows } from './operating-systems.ts';

/** User data that calls the image's start script, with the name of the config parameter, at first boot. */
export function writeUserData(os: string, configParameter: string): string {
  const call = `${familyProperties(os).startScript} ${configParameter}`;
  return isWindows(os) ? `<powershell>${call}</powershell>` : `#!/bin/bash\n${call}`;
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
