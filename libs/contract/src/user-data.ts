import { FAMILIES } from './image-families.ts';
import { familyFacts, isWindows } from './operating-systems.ts';

/** The command of an instance's first boot: the image's start script with the name of the config parameter. */
export function writeUserData(os: string, configParameter: string): string {
  const call = `${familyFacts(os).startScript} ${configParameter}`;
  return isWindows(os) ? `<powershell>${call}</powershell>` : `#!/bin/bash\n${call}`;
}

/** The config parameter that user data passes to a start script, quoted or not; undefined if it calls none. */
export function readUserData(userData: string): string | undefined {
  for (const { startScript } of Object.values(FAMILIES)) {
    const [, argument] = userData.split(startScript);
    const name = /^\s+["']?([\w./-]+)/.exec(argument ?? '')?.[1];
    if (name !== undefined) return name;
  }
  return undefined;
}
