import { fingerprint } from './fingerprint.ts';
import { imageFamily, type ImageFamily, type Os } from './image-sources.ts';
import { imageVersion } from './image-version.ts';
import { readImageSources } from './read-sources.ts';

export interface ImageNameOptions {
  readonly os: Os;
  readonly arch: 'x86_64' | 'arm64';
  /** The workspace's root folder, which holds images/. */
  readonly root: string;
}

/** Fingerprint of the sources of a family's image. @throws ImageSourcesError */
export function imageFingerprint(root: string, family: ImageFamily): string {
  return fingerprint(readImageSources(root, family));
}

/**
 * Name under which an image is built and found: `semaphore-agent-v<version>-<os>-<arch>-<fingerprint>`.
 * @throws ImageSourcesError
 */
export function imageName({ os, arch, root }: ImageNameOptions): string {
  const family = imageFamily(os);
  const hash = imageFingerprint(root, family);
  return `semaphore-agent-v${imageVersion(root, family)}-${os}-${arch}-${hash}`;
}
