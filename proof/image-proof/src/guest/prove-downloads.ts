import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runPlaybook, type PlaybookOptions } from './playbook.ts';
import type { Vendors } from './vendors.ts';
import type { Verdicts } from './verdicts.ts';
import type { Versions } from './versions.ts';

/** An address in versions.json that is replaced by another one. */
interface Redirection {
  readonly address: string;
  /** Content at the other address; undefined if there is none. */
  readonly content: string | undefined;
}

/** A versions.json with the checksum of a tool. */
interface Pinning {
  readonly document: string;
  /** The version that the build asks for. */
  readonly version?: string;
}

interface Tampering {
  readonly what: string;
  /** The role whose download is tampered with. It must fail. */
  readonly role: string;
  readonly change: Redirection | Pinning;
  /** Must match Ansible's error. */
  readonly error: RegExp;
}

/** Downloads that are wrong or missing, each of which must make its role fail. */
const TAMPERINGS = (versions: Versions): Readonly<Record<string, Tampering>> => {
  const yq = versions.of('yq');
  const [tool, checksums] = [yq.url ?? '', yq.verify?.by === 'checksum-file' ? yq.verify.url : ''];
  return {
    checksum: {
      what: 'a download with a wrong checksum',
      role: 'yq',
      change: { address: tool, content: '#!/bin/sh\n' },
      error: /checksum .* did not match/i,
    },
    missing: {
      what: 'a missing download',
      role: 'yq',
      change: { address: tool, content: undefined },
      error: /404/,
    },
    pinned: {
      what: 'a download with a wrong checksum in versions.json, although the vendor lists the right one,',
      role: 'yq',
      change: { document: versions.pinnedTo('yq', '0'.repeat(64)) },
      error: /checksum .* did not match/i,
    },
    other: {
      what: "a version of which neither versions.json nor the vendor's list has a checksum",
      role: 'artifact',
      change: { document: versions.pinnedTo('yq', '0'.repeat(64)), version: 'v9.9.9' },
      error: /404/,
    },
    unlisted: {
      what: 'a download that the checksum file does not list',
      role: 'yq',
      change: { address: checksums, content: '' },
      error: /has no SHA-256 of yq_linux/,
    },
    signature: {
      what: 'a download with an invalid signature',
      role: 'aws_cli',
      change: { address: versions.of('awsCli').url ?? '', content: 'PK' },
      error: /BAD|non-zero return code/i,
    },
  };
};

/** Runs all tamperings in parallel. To Ansible, each is a host with its own versions.json and download folder. */
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
  const running = runPlaybook(await singleRolePlaybook(playbook), {
    ...playbook,
    hosts,
    variables: { image_arch },
  });
  for (const [name, { what, error }] of Object.entries(tamperings)) {
    await verdicts.prove(`guest: ${what} is refused`, async () => {
      const output = await running;
      const failure = output.split('\n').find((line) => line.startsWith(`fatal: [${name}]`));
      if (failure === undefined) return ['the task did not fail', output.slice(-2_000)];
      return error.test(failure) ? [] : [`the error does not match ${error}: ${failure}`];
    });
  }
}

/** Writes the versions.json of one host. @returns the variables of that host */
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

/** Writes a playbook that runs only `role`. It is not in the image's folder, where it would change the fingerprint. */
async function singleRolePlaybook({ scratch, ansible }: PlaybookOptions): Promise<string> {
  await symlink(join(ansible, 'group_vars'), join(scratch, 'group_vars'));
  const file = join(scratch, 'single-role.yml');
  const tasks = [{ 'ansible.builtin.include_role': { name: '{{ role }}' } }];
  const vars = { download_retries: 1 };
  await writeFile(file, JSON.stringify([{ hosts: 'all', become: true, gather_facts: false, vars, tasks }]));
  return file;
}
