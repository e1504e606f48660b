import { chmod, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { BuildError } from '../build/errors.ts';

interface SignedFiles {
  readonly download: string;
  readonly signature: string;
  readonly key: string;
}

/**
 * Verifies that a file is signed by the key with this fingerprint. The key file need not be trusted, because the
 * signature of a key with another fingerprint is refused.
 * @throws BuildError if the file is not signed by that key, or if gpg is missing
 */
export async function verifySignature(url: string, files: SignedFiles, fingerprint: string): Promise<void> {
  const home = join(dirname(files.key), 'gnupg');
  await mkdir(home);
  await chmod(home, 0o700);
  const gpg = (...args: string[]) => execa('gpg', ['--homedir', home, '--batch', ...args], { reject: false });
  const imported = await gpg('--import', files.key);
  if (imported.code === 'ENOENT')
    throw new BuildError('gpg', 'is not installed: apt-get install gnupg, or brew install gnupg');
  if (imported.failed) throw new BuildError(url, `cannot import its vendor's key: ${imported.stderr}`);
  const { failed, stdout, stderr } = await gpg(
    '--status-fd',
    '1',
    '--verify',
    files.signature,
    files.download,
  );
  await execa('gpgconf', ['--homedir', home, '--kill', 'all'], { reject: false });
  if (failed) throw new BuildError(url, `its signature is invalid: ${stderr}`);
  // The last field is the fingerprint of the primary key, even if a subkey made the signature.
  if (!new RegExp(`^\\[GNUPG:\\] VALIDSIG .*${fingerprint}( |$)`, 'm').test(stdout))
    throw new BuildError(url, `is not signed by ${fingerprint}`);
}
