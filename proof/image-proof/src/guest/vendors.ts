import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { Base } from './base.ts';
import { checksumLineOf } from './checksum-lines.ts';
import { buildPackage, makeRepository, type DebianPackage } from './apt-repository.ts';
import type { SigningKey } from './signing-key.ts';
import type { GuestSystem } from './system.ts';
import {
  AGENT_INSTALLER,
  AWS_INSTALLER,
  AWS_PROGRAM,
  TOOLBOX_INSTALLER,
  TOOLBOX_PROGRAMS,
} from './installations.ts';
import { CLOUDWATCH_AGENT, DOCKER_PACKAGES, SSM_AGENT } from './vendor-packages.ts';
import type { Versions } from './versions.ts';

export interface VendorTools {
  readonly goss: string;
  readonly yq: string;
  /** Path of the stand-in for the agent. */
  readonly agent: string;
}

/** A folder with the files that the playbook downloads. Each file's path is `<host>/<path>` of its URL. */
export class Vendors {
  readonly #folder: string;
  readonly #scratch: string;
  readonly #versions: Versions;
  readonly #key: SigningKey;
  readonly #system: GuestSystem;

  constructor(folder: string, scratch: string, versions: Versions, key: SigningKey, system: GuestSystem) {
    this.#folder = folder;
    this.#scratch = scratch;
    this.#versions = versions;
    this.#key = key;
    this.#system = system;
  }

  async addAll(base: Base, tools: VendorTools): Promise<void> {
    await this.#addAgent(tools.agent);
    await this.#addToolbox();
    await this.#addAwsCli();
    await this.#addSigned('cloudwatchAgent', await buildPackage(this.#scratch, CLOUDWATCH_AGENT));
    await this.#addSigned('ssmAgent', await buildPackage(this.#scratch, SSM_AGENT));
    await this.#addChecksummed('yq', tools.yq);
    await this.#addChecksummed('goss', tools.goss);
    await this.#addRepository(this.#system.archive, 'main', [], base.packages);
    await this.#addRepository(this.#versions.repository('docker'), 'stable', DOCKER_PACKAGES);
    const erlang = { name: 'erlang-base', version: this.#versions.of('erlang').version ?? '' };
    for (const mirror of this.#versions.mirrors('erlang'))
      await this.#addRepository(mirror, 'main', [erlang]);
    for (const url of this.#versions.keyUrls()) await this.#write(url, this.#key.publicKey);
  }

  /** Path of the file for a URL. */
  path(url: string): string {
    const { host, pathname } = new URL(url);
    return join(this.#folder, host, decodeURIComponent(pathname));
  }

  async #write(url: string, content: string | Uint8Array): Promise<string> {
    const file = this.path(url);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    return file;
  }

  async #addAgent(agent: string): Promise<void> {
    const tree = join(this.#scratch, 'agent');
    await mkdir(tree, { recursive: true });
    await copyFile(agent, join(tree, 'agent'));
    await writeFile(join(tree, 'install.sh'), AGENT_INSTALLER);
    await writeFile(join(tree, 'README.md'), 'The agent.\n');
    for (const name of ['agent', 'install.sh']) await chmod(join(tree, name), 0o755);
    const archive = `${tree}.tar.gz`;
    await execa('tar', ['-czf', archive, '-C', tree, 'README.md', 'install.sh', 'agent']);
    await this.#addChecksummed('agent', archive);
  }

  async #addToolbox(): Promise<void> {
    const tree = join(this.#scratch, 'toolbox');
    await mkdir(join(tree, 'toolbox'), { recursive: true });
    await writeFile(join(tree, 'toolbox/toolbox'), 'export SEMAPHORE_TOOLBOX=1\n');
    await writeFile(join(tree, 'toolbox/install-toolbox'), TOOLBOX_INSTALLER);
    for (const program of TOOLBOX_PROGRAMS) {
      await writeFile(join(tree, 'toolbox', program), '#!/bin/sh\n', { mode: 0o755 });
    }
    const archive = `${tree}.tar`;
    await execa('tar', ['-cf', archive, '-C', tree, 'toolbox']);
    await this.#addChecksummed('toolbox', archive);
  }

  async #addAwsCli(): Promise<void> {
    const tree = join(this.#scratch, 'aws-cli');
    await mkdir(join(tree, 'aws/dist'), { recursive: true });
    await writeFile(join(tree, 'aws/dist/aws'), AWS_PROGRAM);
    const { version } = this.#versions.of('awsCli');
    await writeFile(join(tree, 'aws/install'), AWS_INSTALLER.replaceAll('{version}', version ?? ''));
    for (const name of ['aws/dist/aws', 'aws/install']) await chmod(join(tree, name), 0o755);
    const archive = join(this.#scratch, 'aws-cli.zip');
    await execa('zip', ['-qr', archive, 'aws'], { cwd: tree });
    await this.#addSigned('awsCli', archive);
  }

  async #addChecksummed(artifact: string, file: string): Promise<void> {
    const { url, verify } = this.#versions.of(artifact);
    if (url === undefined || verify === undefined) throw new Error(`${artifact} has no address`);
    const content = await readFile(file);
    const name = (await this.#write(url, content)).split('/').at(-1);
    const hash = createHash('sha256').update(content).digest('hex');
    if (verify.by === 'sha256') return this.#versions.pin(artifact, hash);
    if (verify.by !== 'checksum-file') throw new Error(`${artifact} has no checksum file`);
    const line = checksumLineOf(artifact);
    const another = line('0'.repeat(64), `another-${name}`);
    await this.#write(verify.url, `${another}\n${line(hash, name ?? '')}\n`);
  }

  async #addSigned(artifact: string, file: string): Promise<void> {
    const { url } = this.#versions.of(artifact);
    if (url === undefined) throw new Error(`${artifact} has no address`);
    await this.#key.signDetached(await this.#write(url, await readFile(file)));
  }

  async #addRepository(
    url: string,
    component: string,
    packages: readonly DebianPackage[],
    existing?: string,
  ): Promise<void> {
    const folder = this.path(url);
    const pool = join(folder, 'pool');
    await mkdir(pool, { recursive: true });
    for (const debianPackage of packages) await buildPackage(pool, debianPackage);
    if (existing !== undefined) {
      for (const name of await readdir(existing)) await copyFile(join(existing, name), join(pool, name));
    }
    await makeRepository(folder, this.#system.suite, component, this.#key);
  }
}
