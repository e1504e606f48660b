import { fingerprint } from './fingerprint.ts';
import { imageFamily, type ImageFamily, type Os } from './image-sources.ts';
import { readImageSources } from './read-sources.ts';

export interface ImageNameOptions {
  /** Of this project, e.g. 1.0.0. */
  readonly version: string;
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
export function imageName({ version, os, arch, root }: ImageNameOptions): string {
  return `semaphore-agent-v${version}-${os}-${arch}-${imageFingerprint(root, imageFamily(os))}`;
}
