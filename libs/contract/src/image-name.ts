import type { Arch } from './architecture.ts';

/** How the names of the images begin that fleets look for. */
export const IMAGE_NAME_PREFIX = 'semaphore-agent';

/**
 * The tag Name of every image. An instance that builds one has it with `Packer: ` before it; the builder's rights
 * depend on both.
 */
export const IMAGE_TITLE = 'Semaphore agent';

export interface ImageName {
  /** @default IMAGE_NAME_PREFIX */
  readonly prefix?: string;
  /** Of the image's sources, e.g. v1.0.0. */
  readonly version: string;
  readonly os: string;
  readonly arch: string;
  /** Fingerprint of the image's sources, in hex digits. */
  readonly hash: string;
}

/** The name under which an image is built and found. */
export const writeImageName = ({ prefix = IMAGE_NAME_PREFIX, version, os, arch, hash }: ImageName): string =>
  [prefix, version, os, arch, hash].join('-');

/** Releases that are no longer built count too, and so do the JavaScript stack's images. */
const NAME = new RegExp(
  `^${IMAGE_NAME_PREFIX}-v.+-(?<os>ubuntu-[a-z]+|windows(?:-\\d+)?|macos)-(?<arch>x86_64|arm64)-[0-9a-f]+$`,
);

/** What an image is for, by its name; undefined for an image that is not an agent's. */
export function readImageName(name: string): { readonly os: string; readonly arch: Arch } | undefined {
  return NAME.exec(name)?.groups as { os: string; arch: Arch } | undefined;
}
