import { imageName } from '@agent-aws-stack/ami-hash';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { builtOs } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';

/** Name of the image that is built from the current sources; undefined if the fleet names an image by id. @throws ImageSourcesError */
export function currentImageName(
  { amiId, os, arch }: InstanceConfig,
  root = installation.root,
): string | undefined {
  if (amiId !== undefined) return undefined;
  return imageName({ os: builtOs(os), arch, root });
}
