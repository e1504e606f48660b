import { cpSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Platform } from './script-case.ts';

/** Copies the scripts of a platform's image to a folder, in the structure of /opt/semaphore/agent. */
export function installScripts(images: string, platform: Platform, folder: string): void {
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(join(images, 'packer/common/agent'), folder, { recursive: true });
  cpSync(join(images, `packer/${platform}/agent`), folder, { recursive: true });
  renameSync(join(folder, 'platform.sh'), join(folder, 'lib/platform.sh'));
  cpSync(join(images, 'packer/common/gen-pre-signed-url.py'), join(folder, 'gen-pre-signed-url.py'));
}
