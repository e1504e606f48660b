import { isWindows } from '@agent-aws-stack/config';

/** The command of an instance's first boot: the image's start script with the name of the config parameter. */
export function userData(os: string, configParameter: string): string {
  return isWindows(os)
    ? `<powershell>C:\\semaphore-agent\\start.ps1 ${configParameter}</powershell>`
    : `#!/bin/bash\n/opt/semaphore/agent/start.sh ${configParameter}`;
}
