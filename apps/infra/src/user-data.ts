import { isWindows } from '@agent-aws-stack/config';

/** What an instance runs at its first boot: the image's start script, with the name of the fleet's config parameter. */
export function userData(os: string, configParameter: string): string {
  return isWindows(os)
    ? `<powershell>C:\\semaphore-agent\\start.ps1 ${configParameter}</powershell>`
    : `#!/bin/bash\n/opt/semaphore/agent/start.sh ${configParameter}`;
}
