import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { installation } from '@agent-aws-stack/installation';

/** The version of this program, from the package.json that a release changes. */
export function programVersion({ kind, root } = installation): string {
  const manifest = kind === 'checkout' ? 'apps/fleet/package.json' : 'package.json';
  return (JSON.parse(readFileSync(join(root, manifest), 'utf8')) as { version: string }).version;
}
