import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import type { Tool } from '../step.ts';

/** A command of a Debian package, which images:verify itself installs where it runs as root on Debian. */
export interface DebianTool extends Tool {
  /** The package that has it. */
  readonly debianPackage: string;
}

/** @param debianPackage - that has the command, by default of the same name. */
export function command(name: string, debianPackage = name): DebianTool {
  return {
    name,
    debianPackage,
    install: `apt-get install ${debianPackage}`,
    present: async () =>
      (await execa('sh', ['-c', `command -v "$1"`, 'sh', name], { reject: false })).exitCode === 0,
  };
}

/** Namespaces, mounts and users of other processes need it. */
export const root: Tool = {
  name: 'root',
  install: 'run it as root: sudo npx nx run images:verify',
  present: () => process.getuid?.() === 0,
};

function isDebianTool(tool: Tool): tool is DebianTool {
  return 'debianPackage' in tool;
}

/**
 * Installs the Debian packages of those tools that are missing, where this is Debian and we are root.
 * @returns the packages that were installed
 * @throws Error with what apt-get said
 */
export async function installMissing(tools: readonly Tool[]): Promise<readonly string[]> {
  if (process.getuid?.() !== 0 || !(await command('apt-get').present())) return [];
  if ((await missingPackages(tools)).length === 0) return [];
  const folder = join(workspaceRoot, '.sandbox/images');
  await mkdir(folder, { recursive: true });
  // apt gives up where another runs, and Nx runs several steps at once.
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
