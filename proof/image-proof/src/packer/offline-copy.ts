import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageFamily } from '@agent-aws-stack/contract';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { command, type DebianTool } from '../tools/command.ts';
import { offlineTemplate, PLUGINS_FILE } from './offline-template.ts';

const isTemplateInput = (path: string): boolean =>
  !/\/images\/(node_modules|src|dist|out-tsc|test-results)(\/|$)/.test(path);

/** Copies to an empty folder all files that the templates read. @returns the folder of the family's template */
export async function copyTemplates(family: ImageFamily, folder: string): Promise<string> {
  await cp(join(workspaceRoot, 'images'), folder, { recursive: true, filter: isTemplateInput });
  return join(folder, 'packer', family);
}

/** Removes from a copied template everything that a Packer with built-in plugins does not support. */
export async function makeOffline(template: string): Promise<void> {
  await rm(join(template, PLUGINS_FILE));
  for (const name of await readdir(template)) {
    if (!name.endsWith('.pkr.hcl')) continue;
    const file = join(template, name);
    await writeFile(file, offlineTemplate(await readFile(file, 'utf8')));
  }
}

/** Whether Packer is older than 1.7. Such a Packer contains the Amazon builder, and has no `packer init`. */
export async function hasPluginsBuiltIn(): Promise<boolean> {
  const { stdout } = await execa('packer', ['version'], { env: { CHECKPOINT_DISABLE: '1' }, reject: false });
  const [, major, minor] = /^Packer v(\d+)\.(\d+)/.exec(stdout) ?? [];
  return Number(major) === 1 && Number(minor) < 7;
}

/** The Packer that runs the offline copy. Newer versions install plugins from the network, and make other calls to EC2. */
export const packerWithPlugins: DebianTool = {
  ...command('packer'),
  name: 'packer before 1.7, which has built-in plugins',
  install: 'on Debian 12: apt-get install packer',
  present: hasPluginsBuiltIn,
};
