import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { openDefaultNetwork } from '../emulator/default-network.ts';
import { fastPace } from '../pace.ts';
import { workspaceRoot } from '../paths.ts';
import { Region } from '../region.ts';
import { installPacker } from './packer/install.ts';
import { Registry } from './registry.ts';

/** The folder that `nx run fleet:package` makes. */
const PACKAGE = join(workspaceRoot, 'apps/fleet/dist');

/** The PATH of a user: without the programs in this workspace's node_modules. */
const hostPath = (process.env['PATH'] ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter);

/** Somebody who installs the package in an empty folder outside this repository, with a region and a registry of their own. */
export class PackageUser implements AsyncDisposable {
  readonly region: Region;
  readonly folder: string;
  readonly #registry: Registry;
  readonly #variables: Readonly<Record<string, string>>;

  private constructor(region: Region, registry: Registry, folder: string, tools: string) {
    this.region = region;
    this.folder = folder;
    this.#registry = registry;
    this.#variables = {
      ...region.variables,
      PATH: [tools, hostPath].join(delimiter),
      HOME: folder,
      CDK_HOME: join(folder, 'home'),
      npm_config_cache: join(folder, 'npm-cache'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
      SEMAPHORE_ENDPOINT: region.semaphore.endpoint,
      NO_COLOR: '1',
    };
  }

  static async open(registrationToken: string): Promise<PackageUser> {
    // The path has characters that shells and URLs interpret, so that a missing quote or encoding fails the tests.
    const folder = await mkdtemp(join(tmpdir(), 'package user #1 %20-'));
    const [registry, region] = await Promise.all([
      Registry.start(),
      Region.start({ say: () => undefined, registrationToken, pace: fastPace }),
    ]);
    await openDefaultNetwork(region.address);
    await writeFile(join(folder, '.npmrc'), registry.npmrc);
    const { bin } = await installPacker(region.folder.path);
    // The image builder looks for ansible-playbook, although the fake Packer never runs it.
    await writeFile(join(bin, 'ansible-playbook'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const user = new PackageUser(region, registry, folder, bin);
    // The registry needs no more than this, because the CDK's CLI is the only dependency of the package.
    await user.#npmPublish(join(workspaceRoot, 'node_modules/aws-cdk'));
    return user;
  }

  /** Runs a shell command in the user's folder. */
  async type(line: string, { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {}) {
    const { exitCode, stdout, stderr, durationMs } = await execa('bash', ['-c', line], {
      cwd: this.folder,
      env: { ...this.#variables, ...env },
      extendEnv: false,
      input,
      reject: false,
    });
    return { code: exitCode, out: stdout, err: stderr, seconds: durationMs / 1_000 };
  }

  /** Publishes a copy of the package under a version. @param change - changes files in the copy before it is published */
  async publish(
    version: string,
    change: (folder: string) => Promise<void> = async () => undefined,
  ): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'package-'));
    try {
      await cp(PACKAGE, folder, { recursive: true });
      const manifest = join(folder, 'package.json');
      const content = JSON.parse(await readFile(manifest, 'utf8')) as object;
      await writeFile(manifest, JSON.stringify({ ...content, version }));
      await change(folder);
      await this.#npmPublish(folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  }

  async #npmPublish(folder: string): Promise<void> {
    const { code, err } = await this.type(`npm publish --provenance=false --ignore-scripts '${folder}'`);
    if (code !== 0) throw new Error(`npm publish failed:\n${err}`);
  }

  /** Synthesizes this checkout's app with the CDK CLI, in a new subfolder of the user's folder that has no cached lookups. */
  async synthesizeWithCdk(name: string): Promise<void> {
    const folder = join(this.folder, name);
    const main = join(workspaceRoot, 'apps/infra/src/main.ts');
    await mkdir(folder);
    const settings = { app: `"${process.execPath}" "${main}"`, versionReporting: false };
    await writeFile(join(folder, 'cdk.json'), JSON.stringify(settings));
    const cdk = join(this.folder, 'node_modules/aws-cdk/bin/cdk');
    const { code, err } = await this.type(`cd ${name} && node "${cdk}" synth --quiet --no-notices`, {
      env: { SEMAPHORE_AGENT_STACK_CONFIG: join(this.folder, 'fleet.json') },
    });
    if (code !== 0) throw new Error(`cdk synth failed:\n${err}`);
  }

  /** The size of all installed packages, and of the CDK's CLI alone, in MB. */
  async installedMb(): Promise<{ readonly all: number; readonly cli: number }> {
    const modules = join(this.folder, 'node_modules');
    return { all: (await sizeOf(modules)) / 1e6, cli: (await sizeOf(join(modules, 'aws-cdk'))) / 1e6 };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.region.stop();
    await this.#registry[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true });
  }
}

/** The bytes of all files below a folder. */
async function sizeOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async (file) => (await stat(join(file.parentPath, file.name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
