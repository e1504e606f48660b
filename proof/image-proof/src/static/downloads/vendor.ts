import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

const CONTENT = 'a tool';

/** A folder with the files that a vendor publishes, at first only tool.tar.gz. */
export class Vendor implements AsyncDisposable {
  readonly folder: string;
  readonly #keys: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.#keys = join(folder, 'keys');
  }

  static async open(): Promise<Vendor> {
    const vendor = new Vendor(await mkdtemp(join(tmpdir(), 'vendor-')));
    await mkdir(vendor.#keys);
    await chmod(vendor.#keys, 0o700);
    await vendor.publish('tool.tar.gz', CONTENT);
    return vendor;
  }

  async publish(name: string, content: string): Promise<void> {
    await writeFile(join(this.folder, name), content);
  }

  /** Creates a key, publishes it, and signs the tool with it. Returns the key's fingerprint. */
  async sign(owner: string): Promise<string> {
    const gpg = (...args: string[]) =>
      execa('gpg', ['--homedir', this.#keys, '--batch', '--yes', '--quiet', ...args]);
    await gpg('--passphrase', '', '--quick-generate-key', owner, 'ed25519', 'sign', 'never');
    const { stdout } = await gpg('--with-colons', '--list-keys', owner);
    await gpg('--output', join(this.folder, 'vendor.gpg'), '--export', owner);
    const file = join(this.folder, 'tool.tar.gz');
    await gpg('--local-user', owner, '--output', `${file}.sig`, '--detach-sign', file);
    return /^fpr:+([0-9A-F]{40}):/m.exec(stdout)?.[1] ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await execa('gpgconf', ['--homedir', this.#keys, '--kill', 'all'], { reject: false });
    await rm(this.folder, { recursive: true });
  }
}

export const checksum = (content: string = CONTENT): string =>
  createHash('sha256').update(content).digest('hex');
