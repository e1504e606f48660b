import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { BuildPorts } from '../image-build.ts';

/** An image of the account, available and untagged by default. */
export const machineImage = (differs: Partial<MachineImage> = {}): MachineImage => ({
  ...{ id: 'ami-0old', name: 'semaphore-agent', state: 'available', stateReason: undefined },
  ...{ architecture: 'x86_64', createdAt: new Date('2026-01-02T03:04:05Z'), tags: {} },
  ...{ rootDevice: '/dev/sda1', volumes: [{ device: '/dev/sda1', sizeGib: 16 }] },
  ...differs,
});

export interface FakePortsOptions {
  /** The image that a lookup by name finds. */
  readonly found: MachineImage | undefined;
  /** The image of SOURCE_AMI. */
  readonly source?: MachineImage;
  readonly signal?: AbortSignal;
}

export interface FakePorts extends BuildPorts {
  packer: BuildPorts['packer'];
  /** The calls, in order. */
  readonly told: string[];
  /** The arguments of each Packer command except init. */
  readonly packerArguments: (readonly string[])[];
}

/** Fake ports: every build makes ami-0new, and time passes only while the build sleeps. */
export function fakePorts({
  found,
  source,
  signal = new AbortController().signal,
}: FakePortsOptions): FakePorts {
  const told: string[] = [];
  const packerArguments: (readonly string[])[] = [];
  const note = (args: readonly string[]): void => {
    told.push(`packer ${args[0]}`);
    packerArguments.push(args);
  };
  let now = 0;
  return {
    told,
    packerArguments,
    signal,
    findImage: async () => found,
    findById: async (id) => (source?.id === id ? source : undefined),
    clock: { now: () => now, sleep: async (ms) => void (now += ms) },
    packer: {
      init: async () => void told.push('packer init'),
      run: async (args) => note(args),
      build: async (args) => (note(args), 'ami-0new'),
    },
    prepare: async () => void told.push('prepare'),
    forgetLookup: (name) => (told.push(`forget ${name}`), true),
  };
}
