import { familyOf, writeImageName, type Arch, type ImageFamily, type Os } from '@agent-aws-stack/contract';
import { fingerprint } from './fingerprint.ts';
import { imageVersion } from './image-version.ts';
import { readImageSources } from './read-sources.ts';

export interface ImageNameOptions {
  readonly os: Os;
  readonly arch: Arch;
  /** The workspace's root folder, which contains images/. */
  readonly root: string;
}

/** The fingerprint of a family's image sources. @throws ImageSourcesError */
export function imageFingerprint(root: string, family: ImageFamily): string {
  return fingerprint(readImageSources(root, family));
}

/** The image's name, which the builder gives to the image and by which the stack finds it. @throws ImageSourcesError */
export function imageName({ os, arch, root }: ImageNameOptions): string {
  const family = familyOf(os);
  const version = imageVersion(root, family);
  return writeImageName({ version, os, arch, hash: imageFingerprint(root, family) });
}
