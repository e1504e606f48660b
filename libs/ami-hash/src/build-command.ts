import { FAMILIES, familyOf, type Arch, type Os } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';

export interface BuildCommandOptions {
  readonly os: Os;
  readonly arch: Arch;
  /** @default - the builder's default region */
  readonly region?: string;
}

/** The shell command that builds a fleet's image. Leaves out the builder's defaults, but always names the release of Ubuntu. */
export function buildCommand({ os, arch, region }: BuildCommandOptions): string {
  const family = familyOf(os);
  return [
    installation.buildImage(family),
    ...(os === family ? [] : [`--os ${os}`]),
    ...(arch === FAMILIES[family].architectures[0] ? [] : [`--arch ${arch}`]),
    ...(region === undefined ? [] : [`--region ${region}`]),
  ].join(' ');
}
