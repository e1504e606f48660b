import { imageName } from '@agent-aws-stack/ami-hash';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { workspaceRoot } from '../workspace.ts';

/** Name of the image that the sources in this workspace give. @throws ImageSourcesError */
export function currentImageName({ os, arch }: InstanceConfig, root = workspaceRoot): string {
  return imageName({ os, arch, root });
}
