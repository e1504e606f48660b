import { imageName } from '@agent-aws-stack/ami-hash';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { builtOs } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';

/** Name of the image built from the current sources; undefined if the fleet sets its image by id. @throws ImageSourcesError */
export function currentImageName(
  { amiId, os, arch }: InstanceConfig,
  root = installation.root,
): string | undefined {
  if (amiId !== undefined) return undefined;
  return imageName({ os: builtOs(os), arch, root });
}
