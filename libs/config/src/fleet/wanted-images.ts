import { builtOs, type Arch, type Os } from '@agent-aws-stack/contract';
import type { FleetConfig } from './fleet-config.ts';

/** An image that fleets find by name. */
export interface WantedImage {
  readonly os: Os;
  readonly arch: Arch;
  /** Stack names of the fleets that boot it. */
  readonly fleets: readonly string[];
}

/** The images that fleets find by name, each once. A fleet with SEMAPHORE_AGENT_AMI finds none by name. */
export function wantedImages(fleets: readonly FleetConfig[]): readonly WantedImage[] {
  const wanted = new Map<string, WantedImage>();
  for (const { stackName, instance } of fleets) {
    const { arch, amiId } = instance;
    if (amiId !== undefined) continue;
    const os = builtOs(instance.os);
    const key = `${os} ${arch}`;
    wanted.set(key, { os, arch, fleets: [...(wanted.get(key)?.fleets ?? []), stackName] });
  }
  return [...wanted.values()];
}
