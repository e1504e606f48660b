import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { METADATA_IPV4, METADATA_IPV6 } from '../scripts/metadata-service.ts';
import { OwnCgroup } from './own-cgroup.ts';

/**
 * Prepares this process's own mount and network namespace for guests: the addresses of the metadata service, memory for the guests' files,
 * and control groups.
 * @param folder - an empty folder
 * @returns the control group of this process, which the process must leave at the end
 */
export async function prepareNamespace(folder: string): Promise<OwnCgroup> {
  await execa('ip', ['link', 'set', 'lo', 'up']);
  await execa('ip', ['address', 'add', `${METADATA_IPV4}/32`, 'dev', 'lo']);
  await execa('ip', ['address', 'add', `${METADATA_IPV6}/128`, 'dev', 'lo', 'nodad']);
  // Without this route, clients in this namespace would send from the address of the metadata service. The packet filter drops all packets to that
  // address, so they would not even get the reply that refuses a connection.
  await execa('ip', [
    ...['route', 'replace', 'local', METADATA_IPV4],
    ...['dev', 'lo', 'table', 'local', 'src', '127.0.0.1'],
  ]);
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', folder]);
  // The sandbox removes runs whose processes it does not see. In this namespace, it sees no processes of other guests, so it must not see their runs.
  const runs = join(workspaceRoot, '.sandbox/runs');
  await mkdir(runs, { recursive: true });
  await execa('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', runs]);
  // systemd requires the unified hierarchy, which the machine may not have mounted.
  await execa('mount', ['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup']);
  return new OwnCgroup();
}
