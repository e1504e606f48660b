import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageName } from '@agent-aws-stack/ami-hash';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { workspaceRoot } from '../workspace.ts';

/** Name of the image that the sources in this workspace give. @throws ImageSourcesError */
export function currentImageName({ os, arch }: InstanceConfig, root = workspaceRoot): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return imageName({ version, os, arch, root });
}
