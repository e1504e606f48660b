import type { Arch } from './architecture.ts';

/**
 * What all images of a family have in common. The releases of Ubuntu share one Packer template and one set of scripts, and so
 * do the releases of Windows Server.
 */
export interface FamilyProperties {
  /** The architectures on which EC2 runs the family, the default of the image builder first. */
  readonly architectures: readonly [Arch, ...Arch[]];
  /** The folder of the agent and its scripts on an instance; the same as in images of the JavaScript stack. */
  readonly agentFolder: string;
  /** The script that the user data calls. */
  readonly startScript: string;
}

const unix = { agentFolder: '/opt/semaphore/agent', startScript: '/opt/semaphore/agent/start.sh' };

export type ImageFamily = 'linux' | 'windows' | 'macos';

export const FAMILIES: Readonly<Record<ImageFamily, FamilyProperties>> = {
  linux: { architectures: ['x86_64', 'arm64'], ...unix },
  windows: {
    architectures: ['x86_64'],
    agentFolder: String.raw`C:\semaphore-agent`,
    startScript: String.raw`C:\semaphore-agent\start.ps1`,
  },
  macos: { architectures: ['arm64', 'x86_64'], ...unix },
};

export const IMAGE_FAMILIES = Object.keys(FAMILIES) as readonly ImageFamily[];

/** The device name of the root volume, in every image built here and in their source images. */
export const ROOT_DEVICE = '/dev/sda1';
