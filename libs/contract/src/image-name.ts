import type { Arch } from './architecture.ts';

/** Prefix of the names of the images that fleets look for. */
export const IMAGE_NAME_PREFIX = 'semaphore-agent';

/**
 * The value of the Name tag of every image. The instance that builds the image has the same value after `Packer: `. The
 * builder's IAM policy refers to both.
 */
export const IMAGE_TITLE = 'Semaphore agent';

export interface ImageName {
  /** @default IMAGE_NAME_PREFIX */
  readonly prefix?: string;
  /** Version of the image's sources, e.g. v1.0.0. */
  readonly version: string;
  readonly os: string;
  readonly arch: string;
  /** Fingerprint of the image's sources, in hex digits. */
  readonly hash: string;
}

/** The name under which an image is built and found. */
export const writeImageName = ({ prefix = IMAGE_NAME_PREFIX, version, os, arch, hash }: ImageName): string =>
  [prefix, version, os, arch, hash].join('-');

/** Also matches releases that are no longer built, and images of the JavaScript stack. */
const NAME = new RegExp(
  `^${IMAGE_NAME_PREFIX}-(?<version>v.+)-(?<os>ubuntu-[a-z]+|windows(?:-\\d+)?|macos)-(?<arch>x86_64|arm64)-[0-9a-f]+$`,
);

/** Version, operating system and architecture in the name of an image; undefined if it is not the name of an agent image. */
export function readImageName(
  name: string,
): { readonly version: string; readonly os: string; readonly arch: Arch } | undefined {
  const { version = '', os = '', arch } = NAME.exec(name)?.groups ?? {};
  return arch === undefined ? undefined : { version, os, arch: arch as Arch };
}
