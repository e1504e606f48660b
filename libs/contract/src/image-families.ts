import type { Arch } from './architecture.ts';

/** All releases of Ubuntu share one Packer template and one set of scripts, and so do those of Windows Server. */
export interface FamilyFacts {
  /** Those that EC2 runs the family on, the default first. */
  readonly architectures: readonly [Arch, ...Arch[]];
  /** The folder of the agent and its scripts on an instance, as the JavaScript stack's images had it. */
  readonly agentFolder: string;
  /** What the user data starts. */
  readonly startScript: string;
}

const unix = { agentFolder: '/opt/semaphore/agent', startScript: '/opt/semaphore/agent/start.sh' };

export type ImageFamily = 'linux' | 'windows' | 'macos';

export const FAMILIES: Readonly<Record<ImageFamily, FamilyFacts>> = {
  linux: { architectures: ['x86_64', 'arm64'], ...unix },
  windows: {
    architectures: ['x86_64'],
    agentFolder: String.raw`C:\semaphore-agent`,
    startScript: String.raw`C:\semaphore-agent\start.ps1`,
  },
  macos: { architectures: ['arm64', 'x86_64'], ...unix },
};

export const IMAGE_FAMILIES = Object.keys(FAMILIES) as readonly ImageFamily[];

/** The root volume's device name in every image that is built here, and in those they are built from. */
export const ROOT_DEVICE = '/dev/sda1';

/** The CloudWatch agent of every image writes to log groups below it. */
export const INSTANCE_LOG_PREFIX = '/semaphore/';
