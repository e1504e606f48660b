import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runPlaybook, type PlaybookOptions, type Recap } from './playbook.ts';
import type { Vendors } from './vendors.ts';
import type { Verdicts } from './verdicts.ts';
import type { Versions } from './versions.ts';

/** artifacts_folder of the playbook. */
const DOWNLOADS = '/var/cache/semaphore-image';

/** A download that is not its vendor's is not used, and a missing one is a failure. */
export async function proveDownloads(
  verdicts: Verdicts,
  playbook: PlaybookOptions,
  vendors: Vendors,
  versions: Versions,
): Promise<void> {
  const url = (name: string): string => versions.of(name).url ?? '';
  const { verify } = versions.of('yq');
  const checksums = verify?.by === 'checksum-file' ? verify.url : '';
  const refuses = (what: string, role: string, file: string, tampered: string | undefined, says: RegExp) =>
    verdicts.prove(`guest: ${what} is refused`, async () => {
      await rename(file, `${file}.real`);
      if (tampered !== undefined) await writeFile(file, tampered);
      await playbook.machine.run(`rm -rf ${DOWNLOADS}`);
      const { exit, output } = await runOneRole(role, playbook);
      await rm(file, { force: true });
      await rename(`${file}.real`, file);
      if (exit === 0) return ['the playbook goes on'];
      return says.test(output) ? [] : [`it does not say ${says}: ${output.slice(-2_000)}`];
    });
  await playbook.machine.run(`mv ${DOWNLOADS} ${DOWNLOADS}.real`);
  const yq = vendors.path(url('yq'));
  await refuses('a download with another checksum', 'yq', yq, '#!/bin/sh\n', /checksum .* did not match/i);
  await refuses('a download that is missing', 'yq', yq, undefined, /404/);
  await refuses(
    'a checksum file without the file',
    'yq',
    vendors.path(checksums),
    '',
    /has no SHA-256 of yq_linux/,
  );
  const zip = vendors.path(url('awsCli'));
  await refuses(
    'a download with another signature',
    'aws_cli',
    zip,
    'PK',
    /BAD|non-zero return code|failed/i,
  );
  await playbook.machine.run(`rm -rf ${DOWNLOADS} && mv ${DOWNLOADS}.real ${DOWNLOADS}`);
}

/** Away from the image's folder, whose files its name is made of. */
async function runOneRole(role: string, options: PlaybookOptions): Promise<Recap> {
  const file = join(options.scratch, `only-${role}.yml`);
  const play = { hosts: 'all', become: true, gather_facts: false, vars_files: [groupVariables(options)] };
  const roles = [join(options.ansible, 'roles', role)];
  await writeFile(file, JSON.stringify([{ ...play, roles }]));
  const variables = { ...options.variables, download_retries: 1 };
  return runPlaybook(file, { ...options, variables });
}

const groupVariables = ({ ansible }: PlaybookOptions): string => join(ansible, 'group_vars/all.yml');
