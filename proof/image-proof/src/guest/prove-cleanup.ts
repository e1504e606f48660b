import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';
import type { Verdicts } from './verdicts.ts';

/** Checks that the cleanup removes all traces of the build. @returns whether it does */
export async function proveCleanup(verdicts: Verdicts, { root }: Machine): Promise<boolean> {
  const exists = (path: string): boolean => existsSync(join(root, path));
  return verdicts.prove('guest: the cleanup removes all traces of the build', async () => {
    const removed = [
      'usr/bin/man',
      'var/lib/cloud',
      'var/cache/semaphore-image',
      'root/.ansible',
      'home/ubuntu/.ansible',
    ];
    const hostKeys = readdirSync(join(root, 'etc/ssh')).filter((name) => name.startsWith('ssh_host_'));
    return [
      ...removed.filter(exists).map((path) => `/${path} exists`),
      ...hostKeys.map((name) => `/etc/ssh/${name} exists`),
      ...(readFileSync(join(root, 'etc/machine-id'), 'utf8') === '' ? [] : ['/etc/machine-id is not empty']),
      ...(readFileSync(join(root, 'var/log/dpkg.log'), 'utf8') === ''
        ? []
        : ['/var/log/dpkg.log is not empty']),
    ];
  });
}
