import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { pythonTool } from '../tools/python.ts';
import type { Step, Tally } from '../step.ts';
import { runInNamespaces } from '../tools/namespaces.ts';
import { command, root } from '../tools/command.ts';
import { go, goCommand, goProgram, GOSS, YQ } from '../tools/go.ts';
import { packerWithPlugins } from '../packer/offline-copy.ts';
import { guestBase } from './base.ts';
import { mitogen } from './mitogen.ts';
import type { GuestOptions } from './options.ts';
import { prepareStage } from './stage.ts';
import type { VendorTools } from './vendors.ts';

const images = join(workspaceRoot, 'images');
const sandbox = join(workspaceRoot, '.sandbox/images');

export interface GuestStepsOptions {
  /** Whether Ansible provisions as it does on AWS, not by way of Mitogen. */
  readonly plainAnsible: boolean;
}

/** A Debian that Packer makes an image of: provisioned by the playbook, judged by Goss, booted. */
export const guestSteps = ({ plainAnsible }: GuestStepsOptions): readonly Step[] => [
  {
    name: "guest and life: Packer makes an image of a Debian, which lives as an instance of the sandbox's fleet",
    needs: [
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
      packerWithPlugins,
    ],
    run: (progress) => runGuest(plainAnsible, progress),
  },
];

async function runGuest(plainAnsible: boolean, progress: (text: string) => void): Promise<Tally> {
  const [base, bin, tools] = await Promise.all([
    guestBase(progress),
    venvBin(progress),
    prepareTools(progress),
    prepareStage(),
  ]);
  const folder = await mkdtemp('/tmp/agent-guest-');
  try {
    const ansibleVariables = plainAnsible ? {} : await mitogen(bin);
    const options: GuestOptions = { folder, images, base, tools, bin, ansibleVariables };
    return await runInNamespaces(join(import.meta.dirname, 'run.ts'), [JSON.stringify(options)], progress);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function prepareTools(progress: (text: string) => void): Promise<VendorTools> {
  const wheels = venvBin(progress).then(downloadWheels);
  // One after the other: each build keeps all cores busy.
  const goss = await goProgram(GOSS, progress);
  const yq = await goProgram(YQ, progress);
  return { goss, yq, agent: await buildAgent(), wheels: await wheels };
}

async function buildAgent(): Promise<string> {
  const file = join(sandbox, 'bin/agent-stand-in');
  await execa(await goCommand(), ['build', '-o', file, '.'], {
    cwd: join(import.meta.dirname, 'agent'),
    env: { CGO_ENABLED: '0' },
  });
  return file;
}

/** What the playbook installs by pip, by hash as it does; asked for once. */
async function downloadWheels(bin: string): Promise<string> {
  const requirements = join(images, 'packer/linux/ansible/roles/python/files/requirements.txt');
  const hash = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 12);
  const folder = join(sandbox, `guest/wheels-${hash}`);
  if (existsSync(folder)) return folder;
  await mkdir(join(sandbox, 'guest'), { recursive: true });
  const downloading = await mkdtemp(`${folder}.`);
  const options = ['--quiet', '--disable-pip-version-check', '--require-hashes', '--no-deps'];
  const from = ['--only-binary', ':all:', '--dest', downloading, '--requirement', requirements];
  await execa(join(bin, 'pip'), ['download', ...options, ...from]);
  await rename(downloading, folder);
  return folder;
}
