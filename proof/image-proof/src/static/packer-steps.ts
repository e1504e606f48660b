import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { packerArguments, planBuild, venvBin, workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { pythonTool } from '../tools/python.ts';
import { copyTemplates, hasPluginsBuiltIn, makeOffline } from '../packer/offline-copy.ts';
import { command } from '../tools/command.ts';
import { templateFolder } from './source-files.ts';
import type { StaticStep } from './static-step.ts';

const packer = command('packer');

/** Packer requires credentials, although validation makes no calls to AWS. */
const NO_ACCOUNT = { AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none', CHECKPOINT_DISABLE: '1' };

type Environment = Readonly<Record<string, string>>;

export function packerValidate(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: packer validate`,
    family,
    kind: 'test',
    // Packer's Ansible provisioner requires Ansible, which is in the venv of the linters.
    needs: family === 'linux' ? [packer, pythonTool] : [packer],
    async run(progress) {
      const path =
        family === 'linux' ? `${await venvBin(progress)}:${process.env['PATH']}` : process.env['PATH'];
      const copy = await mkdtemp(join(tmpdir(), 'images-'));
      try {
        const template = await copyTemplates(family, copy);
        await validate(family, template, { ...NO_ACCOUNT, PATH: path ?? '' });
      } finally {
        await rm(copy, { recursive: true });
      }
    },
  };
}

export function packerFormat(family: ImageFamily): StaticStep {
  return {
    name: `static: ${family}: packer fmt`,
    family,
    kind: 'lint',
    needs: [packer],
    async run() {
      const folder = join(workspaceRoot, templateFolder(family));
      // Packer 1.6 reports differences in its output only, not in its exit code.
      const { stdout } = await execa('packer', ['fmt', '-check', '-diff', folder], { reject: false });
      if (stdout.trim() !== '') throw new Error(`run make packer.fmt PACKER_OS=${family}\n${stdout}`);
    },
  };
}

async function validate(family: ImageFamily, folder: string, env: Environment): Promise<void> {
  if (await hasPluginsBuiltIn()) await makeOffline(folder);
  else await runPacker(folder, ['init', '.'], env);
  const plan = planBuild(family, {}, process.env, workspaceRoot);
  await runPacker(folder, packerArguments('validate', plan), env);
}

async function runPacker(folder: string, args: readonly string[], env: Environment): Promise<void> {
  const { exitCode, all } = await execa('packer', args, {
    cwd: folder,
    env,
    all: true,
    reject: false,
  });
  if (exitCode !== 0) throw new Error(`packer ${args[0]}: exit code ${exitCode}\n${all}`);
}
