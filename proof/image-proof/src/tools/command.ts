import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import type { Tool } from '../step.ts';

/** A command from a Debian package. If it is missing, `installMissing` installs it. */
export interface DebianTool extends Tool {
  readonly debianPackage: string;
}

/** @param debianPackage - the package with the command; by default it has the same name */
export function command(name: string, debianPackage = name): DebianTool {
  return {
    name,
    debianPackage,
    install: `apt-get install ${debianPackage}`,
    present: async () =>
      (await execa('sh', ['-c', `command -v "$1"`, 'sh', name], { reject: false })).exitCode === 0,
  };
}

/** Root is required for namespaces, mounts and running processes as other users. */
export const root: Tool = {
  name: 'root',
  install: 'run it as root: sudo npx nx run images:verify',
  present: () => process.getuid?.() === 0,
};

function isDebianTool(tool: Tool): tool is DebianTool {
  return 'debianPackage' in tool;
}

/**
 * Installs the Debian packages of missing tools, if this process is root and the machine has apt-get.
 * @returns the installed packages
 * @throws Error with the output of apt-get
 */
export async function installMissing(tools: readonly Tool[]): Promise<readonly string[]> {
  if (process.getuid?.() !== 0 || !(await command('apt-get').present())) return [];
  if ((await missingPackages(tools)).length === 0) return [];
  const folder = join(workspaceRoot, '.sandbox/images');
  await mkdir(folder, { recursive: true });
  // Nx runs several steps at the same time, and apt fails if another apt is running.
  const unlock = await lock(folder, {
    lockfilePath: join(folder, 'apt.lock'),
    stale: 60_000,
    retries: { retries: 600, factor: 1, minTimeout: 500 },
  });
  try {
    const packages = await missingPackages(tools);
    if (packages.length === 0) return [];
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    await execa('apt-get', ['update', '--quiet'], { env });
    await execa('apt-get', ['install', '--yes', '--quiet', '--no-install-recommends', ...packages], { env });
    return packages;
  } finally {
    await unlock();
  }
}

async function missingPackages(tools: readonly Tool[]): Promise<readonly string[]> {
  const packages = new Set<string>();
  for (const tool of tools) {
    if (isDebianTool(tool) && !(await tool.present())) packages.add(tool.debianPackage);
  }
  return [...packages];
}
