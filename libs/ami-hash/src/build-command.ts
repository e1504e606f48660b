import { imageFamily, type Os } from './image-sources.ts';

export interface BuildCommandOptions {
  readonly os: Os;
  readonly arch: 'x86_64' | 'arm64';
  /** @default - the builder's own */
  readonly region?: string;
}

/** The line of a shell that builds the image of a fleet; what the builder takes by itself is left out. */
export function buildCommand({ os, arch, region }: BuildCommandOptions): string {
  const family = imageFamily(os);
  return [
    `npx nx run images:build-${family}`,
    ...(os === family ? [] : [`--os ${os}`]),
    ...(arch === (family === 'macos' ? 'arm64' : 'x86_64') ? [] : [`--arch ${arch}`]),
    ...(region === undefined ? [] : [`--region ${region}`]),
  ].join(' ');
}
