import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { KeyPair } from './ec2/account.ts';

/** Generates a key pair with ssh-keygen, of the type ed25519, which the Linux template requests. */
export async function makeKeyPair(): Promise<KeyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'key-pair-'));
  try {
    const file = join(folder, 'key');
    await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'key-pair', '-f', file]);
    const [privateKey, publicKey] = await Promise.all(
      [file, `${file}.pub`].map((path) => readFile(path, 'utf8')),
    );
    return { privateKey: privateKey ?? '', publicKey: (publicKey ?? '').trim() };
  } finally {
    await rm(folder, { recursive: true });
  }
}
