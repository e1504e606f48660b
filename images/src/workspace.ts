import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The root folder, which holds images/. */
export const workspaceRoot = join(import.meta.dirname, '../..');

/** Of this project, e.g. 1.0.0. */
export function projectVersion(root: string = workspaceRoot): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}
