import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { BuildPorts } from '../image-build.ts';

/** An image, by default available and without tags. */
export const machineImage = (overrides: Partial<MachineImage> = {}): MachineImage => ({
  ...{ id: 'ami-0old', name: 'semaphore-agent', state: 'available', stateReason: undefined },
  ...{ architecture: 'x86_64', createdAt: new Date('2026-01-02T03:04:05Z'), tags: {} },
  ...{ rootDevice: '/dev/sda1', volumes: [{ device: '/dev/sda1', sizeGib: 16 }] },
  ...overrides,
});

export interface FakePortsOptions {
  /** The image that findImage returns. */
  readonly found: MachineImage | undefined;
  /** The image that findById returns for its id. */
  readonly source?: MachineImage;
  readonly signal?: AbortSignal;
}

export interface FakePorts extends BuildPorts {
  packer: BuildPorts['packer'];
  /** The calls, in order. */
  readonly calls: string[];
  /** The arguments of each Packer command except init. */
  readonly packerArguments: (readonly string[])[];
}

/** Fake ports: every build creates ami-0new, and time passes only while the build sleeps. */
export function fakePorts({
  found,
  source,
  signal = new AbortController().signal,
}: FakePortsOptions): FakePorts {
  const calls: string[] = [];
  const packerArguments: (readonly string[])[] = [];
  const record = (args: readonly string[]): void => {
    calls.push(`packer ${args[0]}`);
    packerArguments.push(args);
  };
  let now = 0;
  return {
    calls,
    packerArguments,
    signal,
    findImage: async () => found,
    findById: async (id) => (source?.id === id ? source : undefined),
    clock: { now: () => now, sleep: async (ms) => void (now += ms) },
    packer: {
      init: async () => void calls.push('packer init'),
      run: async (args) => record(args),
      build: async (args) => (record(args), 'ami-0new'),
    },
    prepare: async () => void calls.push('prepare'),
    forgetLookup: (name) => (calls.push(`forget ${name}`), true),
  };
}
