import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runPlaybook, type PlaybookOptions } from './playbook.ts';
import type { Vendors } from './vendors.ts';
import type { Verdicts } from './verdicts.ts';
import type { Versions } from './versions.ts';

interface Tampering {
  readonly what: string;
  /** The role that downloads it, which has to fail. */
  readonly role: string;
  /** The address in versions.json that leads elsewhere. */
  readonly address: string;
  /** What is there; undefined: nothing. */
  readonly content: string | undefined;
  readonly says: RegExp;
}

/** A download that is not its vendor's is not used, and a missing one is a failure. */
const TAMPERINGS = (versions: Versions): Readonly<Record<string, Tampering>> => {
  const yq = versions.of('yq');
  const [tool, checksums] = [yq.url ?? '', yq.verify?.by === 'checksum-file' ? yq.verify.url : ''];
  return {
    checksum: {
      what: 'a download with another checksum',
      role: 'yq',
      address: tool,
      content: '#!/bin/sh\n',
      says: /checksum .* did not match/i,
    },
    missing: {
      what: 'a download that is missing',
      role: 'yq',
      address: tool,
      content: undefined,
      says: /404/,
    },
    unlisted: {
      what: 'a checksum file without the file',
      role: 'yq',
      address: checksums,
      content: '',
      says: /has no SHA-256 of yq_linux/,
    },
    signature: {
      what: 'a download with another signature',
      role: 'aws_cli',
      address: versions.of('awsCli').url ?? '',
      content: 'PK',
      says: /BAD|non-zero return code/i,
    },
  };
};

/** All at once: to Ansible each is a machine, with versions.json and a folder of downloads of its own. */
export async function proveDownloads(
  verdicts: Verdicts,
  playbook: PlaybookOptions,
  vendors: Vendors,
  versions: Versions,
): Promise<void> {
  const tamperings = TAMPERINGS(versions);
  const hosts: Record<string, Readonly<Record<string, unknown>>> = {};
  for (const [name, tampering] of Object.entries(tamperings)) {
    hosts[name] = await tamper(name, tampering, playbook, vendors, versions);
  }
  const { image_arch } = playbook.variables;
  const running = runPlaybook(await onlyTheRole(playbook), { ...playbook, hosts, variables: { image_arch } });
  for (const [name, { what, says }] of Object.entries(tamperings)) {
    await verdicts.prove(`guest: ${what} is refused`, async () => {
      const output = await running;
      const failure = output.split('\n').find((line) => line.startsWith(`fatal: [${name}]`));
      if (failure === undefined) return ['the playbook goes on', output.slice(-2_000)];
      return says.test(failure) ? [] : [`it does not say ${says}: ${failure}`];
    });
  }
}

/** Has one address lead elsewhere. @returns variables of the machine for which it does */
async function tamper(
  name: string,
  { role, address, content }: Tampering,
  { scratch }: PlaybookOptions,
  vendors: Vendors,
  versions: Versions,
): Promise<Readonly<Record<string, unknown>>> {
  const elsewhere = new URL(`/${name}/${address.split('/').at(-1)}`, address).href;
  const file = vendors.path(elsewhere);
  await mkdir(dirname(file), { recursive: true });
  if (content !== undefined) await writeFile(file, content);
  const versionsFile = join(scratch, `versions-${name}.json`);
  await writeFile(versionsFile, versions.redirected(address, elsewhere));
  return { role, versions_file: versionsFile, artifacts_folder: `/var/cache/semaphore-image/${name}` };
}

/** Away from the image's folder, whose files its name is made of. */
async function onlyTheRole({ scratch, ansible }: PlaybookOptions): Promise<string> {
  await symlink(join(ansible, 'group_vars'), join(scratch, 'group_vars'));
  const file = join(scratch, 'only-the-role.yml');
  const tasks = [{ 'ansible.builtin.include_role': { name: '{{ role }}' } }];
  const vars = { download_retries: 1 };
  await writeFile(file, JSON.stringify([{ hosts: 'all', become: true, gather_facts: false, vars, tasks }]));
  return file;
}
