import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { pythonTool } from '../tools/python.ts';
import type { Step, StepResult, Tool } from '../step.ts';
import { runInNamespaces } from '../tools/namespaces.ts';
import { command, root } from '../tools/command.ts';
import { go, goCommand, goProgram, GOSS, YQ } from '../tools/go.ts';
import { packerWithPlugins } from '../packer/offline-copy.ts';
import { guestBase } from './base.ts';
import { mitogen } from './mitogen.ts';
import type { GuestOptions } from './options.ts';
import { prepareSandboxFleet } from './sandbox-fleet.ts';
import { GUEST_SYSTEMS, type GuestName, type GuestSystem } from './system.ts';
import type { VendorTools } from './vendors.ts';

const images = join(workspaceRoot, 'images');
const sandbox = join(workspaceRoot, '.sandbox/images');

export interface GuestStepsOptions {
  /** Whether Ansible runs without Mitogen in the first build, as on AWS. */
  readonly plainAnsible: boolean;
  readonly guests: readonly GuestName[];
  /** Whether to remove each protection of strict isolation in turn, to show that an attempt of the hostile job then succeeds. */
  readonly controls: boolean;
}

/** One step per guest system: Packer builds an image of it, which then boots as an instance. */
export const guestSteps = ({ guests, ...options }: GuestStepsOptions): readonly Step[] =>
  guests.map((name) => guestStep(GUEST_SYSTEMS[name], options));

type RunOptions = Omit<GuestStepsOptions, 'guests'>;

function guestStep(system: GuestSystem, options: RunOptions): Step {
  return {
    name: `guest: Packer builds an image of ${system.name}, which then runs as an instance of a fleet in the sandbox`,
    needs: [...GUEST_TOOLS(system), packerWithPlugins],
    run: (progress) => runGuest(system, options, progress),
  };
}

/** What guests need on this machine. */
export const GUEST_TOOLS = (system: GuestSystem): readonly Tool[] => [
  keyring(system),
  root,
  pythonTool,
  go,
  command('mmdebstrap'),
  command('systemd-nspawn', 'systemd-container'),
  command('unshare', 'util-linux'),
  command('ip', 'iproute2'),
  command('ssh', 'openssh-client'),
  command('gpg', 'gnupg'),
  command('openssl'),
  command('zip'),
  tun,
];

const keyring = ({ name, keyring: file }: GuestSystem): Tool => ({
  name: `the keys of ${name}'s archive`,
  install: `put them into ${file}; on Ubuntu: apt-get install ubuntu-keyring`,
  present: () => existsSync(file),
});

const tun: Tool = {
  name: '/dev/net/tun',
  install: 'modprobe tun',
  present: () => existsSync('/dev/net/tun'),
};

async function runGuest(
  system: GuestSystem,
  runOptions: RunOptions,
  progress: (text: string) => void,
): Promise<StepResult> {
  const [base, bin, tools] = await Promise.all([
    guestBase(system, progress),
    venvBin(progress),
    prepareTools(progress),
    prepareSandboxFleet(),
  ]);
  const folder = await mkdtemp('/tmp/agent-guest-');
  try {
    const options: GuestOptions = {
      ...{ folder, images, system: system.name, base, tools, bin },
      ...{ mitogen: await mitogen(bin), ...runOptions },
    };
    return await runInNamespaces(join(import.meta.dirname, 'run.ts'), [JSON.stringify(options)], progress);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Builds the tools that the vendors' stand-in serves. */
export async function prepareTools(progress: (text: string) => void): Promise<VendorTools> {
  // One after the other, because each build keeps all cores busy.
  const goss = await goProgram(GOSS, progress);
  const yq = await goProgram(YQ, progress);
  return { goss, yq, agent: await buildAgent() };
}

async function buildAgent(): Promise<string> {
  const file = join(sandbox, 'bin/agent-stand-in');
  await execa(await goCommand(), ['build', '-o', file, '.'], {
    cwd: join(import.meta.dirname, 'agent'),
    env: { CGO_ENABLED: '0' },
  });
  return file;
}
