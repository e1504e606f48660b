import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** The key with which the stand-ins of all vendors sign. */
export class SigningKey {
  readonly fingerprint: string;
  /** Armored. */
  readonly publicKey: string;
  readonly #home: string;

  private constructor(home: string, fingerprint: string, publicKey: string) {
    this.#home = home;
    this.fingerprint = fingerprint;
    this.publicKey = publicKey;
  }

  /** @param home - an empty folder for the key */
  static async make(home: string): Promise<SigningKey> {
    await mkdir(home, { recursive: true, mode: 0o700 });
    const gpg = (...options: string[]): Promise<{ stdout: string }> =>
      execa('gpg', ['--homedir', home, '--batch', '--quiet', ...options]);
    await gpg(
      '--passphrase',
      '',
      '--quick-generate-key',
      'Vendors <vendors@example.org>',
      'ed25519',
      'sign',
      '1d',
    );
    const { stdout: listing } = await gpg('--list-keys', '--with-colons');
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1];
    if (fingerprint === undefined) throw new Error(`gpg created no key: ${listing}`);
    const { stdout: publicKey } = await gpg('--armor', '--export', fingerprint);
    return new SigningKey(home, fingerprint, publicKey);
  }

  /** Signs a file, and writes the signature to `<file>.sig`. */
  async signDetached(file: string): Promise<void> {
    await this.#gpg('--yes', '--output', `${file}.sig`, '--detach-sign', file);
  }

  /** Writes Release, and the signed InRelease. */
  async signRelease(folder: string, release: string): Promise<void> {
    await writeFile(join(folder, 'Release'), release);
    await this.#gpg('--yes', '--output', join(folder, 'InRelease'), '--clear-sign', join(folder, 'Release'));
  }

  /** Stops the daemons that gpg has started, such as gpg-agent. */
  async close(): Promise<void> {
    await execa('gpgconf', ['--homedir', this.#home, '--kill', 'all'], { reject: false });
  }

  async #gpg(...options: string[]): Promise<void> {
    await execa('gpg', [
      '--homedir',
      this.#home,
      '--batch',
      '--quiet',
      '--local-user',
      this.fingerprint,
      ...options,
    ]);
  }
}
