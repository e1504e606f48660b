import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { METADATA_IPV4, METADATA_IPV6 } from '../scripts/metadata-service.ts';
import { OwnCgroup } from './own-cgroup.ts';

/**
 * Prepares this process's own mount and network namespace for guests: the addresses of the metadata service, memory for their files, and
 * control groups.
 * @param folder - an empty folder
 * @returns the group of this process, which it must leave at the end
 */
export async function prepareNamespace(folder: string): Promise<OwnCgroup> {
  await execa('ip', ['link', 'set', 'lo', 'up']);
  await execa('ip', ['address', 'add', `${METADATA_IPV4}/32`, 'dev', 'lo']);
  await execa('ip', ['address', 'add', `${METADATA_IPV6}/128`, 'dev', 'lo', 'nodad']);
  // A client's address must not be that of the metadata service: the packet filter drops all that goes there, including replies that refuse a connection.
  await execa('ip', [
    ...['route', 'replace', 'local', METADATA_IPV4],
    ...['dev', 'lo', 'table', 'local', 'src', '127.0.0.1'],
  ]);
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
  // Hides the runs of other guests from the sandbox, which would remove them, because it does not see their processes.
  const runs = join(workspaceRoot, '.sandbox/runs');
  await mkdir(runs, { recursive: true });
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', runs]);
  // systemd requires the unified hierarchy, which the machine may not have mounted.
  await execa('mount', ['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup']);
  return new OwnCgroup();
}
