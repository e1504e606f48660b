import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runPlaybook, type PlaybookOptions } from './playbook.ts';
import type { Vendors } from './vendors.ts';
import type { Verdicts } from './verdicts.ts';
import type { Versions } from './versions.ts';

/** An address in versions.json that leads elsewhere. */
interface Redirection {
  readonly address: string;
  /** What is there; undefined: nothing. */
  readonly content: string | undefined;
}

/** A versions.json that has the tool's checksum itself. */
interface Pinning {
  readonly document: string;
  /** The version that the build asks for. */
  readonly version?: string;
}

interface Tampering {
  readonly what: string;
  /** The role that downloads it, which has to fail. */
  readonly role: string;
  readonly change: Redirection | Pinning;
  readonly says: RegExp;
}

/** Checks that a download that fails verification is not used, and that a missing one is a failure. */
const TAMPERINGS = (versions: Versions): Readonly<Record<string, Tampering>> => {
  const yq = versions.of('yq');
  const [tool, checksums] = [yq.url ?? '', yq.verify?.by === 'checksum-file' ? yq.verify.url : ''];
  return {
    checksum: {
      what: 'a download with another checksum',
      role: 'yq',
      change: { address: tool, content: '#!/bin/sh\n' },
      says: /checksum .* did not match/i,
    },
    missing: {
      what: 'a download that is missing',
      role: 'yq',
      change: { address: tool, content: undefined },
      says: /404/,
    },
    pinned: {
      what: 'a download with another checksum than versions.json has, whatever its vendor lists,',
      role: 'yq',
      change: { document: versions.pinnedTo('yq', '0'.repeat(64)) },
      says: /checksum .* did not match/i,
    },
    other: {
      what: "another version that its vendor's list does not have, whatever checksum versions.json has,",
      role: 'artifact',
      change: { document: versions.pinnedTo('yq', '0'.repeat(64)), version: 'v9.9.9' },
      says: /404/,
    },
    unlisted: {
      what: 'a checksum file without the file',
      role: 'yq',
      change: { address: checksums, content: '' },
      says: /has no SHA-256 of yq_linux/,
    },
    signature: {
      what: 'a download with another signature',
      role: 'aws_cli',
      change: { address: versions.of('awsCli').url ?? '', content: 'PK' },
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

/** Lays the versions.json of one machine. @returns variables of that machine */
async function tamper(
  name: string,
  { role, change }: Tampering,
  { scratch }: PlaybookOptions,
  vendors: Vendors,
  versions: Versions,
): Promise<Readonly<Record<string, unknown>>> {
  const versionsFile = join(scratch, `versions-${name}.json`);
  const document = 'document' in change ? change.document : await redirect(name, change, vendors, versions);
  await writeFile(versionsFile, document);
  return {
    role,
    versions_file: versionsFile,
    artifacts_folder: `/var/cache/semaphore-image/${name}`,
    ...('version' in change ? { artifact_name: 'yq', artifact_version: change.version } : {}),
  };
}

async function redirect(
  name: string,
  { address, content }: Redirection,
  vendors: Vendors,
  versions: Versions,
): Promise<string> {
  const elsewhere = new URL(`/${name}/${address.split('/').at(-1)}`, address).href;
  const file = vendors.path(elsewhere);
  await mkdir(dirname(file), { recursive: true });
  if (content !== undefined) await writeFile(file, content);
  return versions.redirected(address, elsewhere);
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
