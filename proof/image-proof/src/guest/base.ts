import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import type { GuestSystem } from './system.ts';

/** An incomplete base or guest is made again, so writes need not be synced to disk. */
const DPKG_OPTION = 'force-unsafe-io';

/** What Ubuntu's images have, as far as the playbook counts on it, and what the AWS CLI's stand-in is made of. */
const INSTALLED = ({ hasAwsCli }: GuestSystem): readonly string[] => [
  ...['systemd', 'systemd-sysv', 'dbus', 'openssh-server', 'sudo', 'kmod', 'procps', 'iproute2', 'curl'],
  ...['python3', 'python3-apt', 'ca-certificates', 'gnupg', 'unattended-upgrades', 'man-db'],
  hasAwsCli ? 'awscli' : 'python3-boto3',
];

/** What the playbook installs, kept aside to be served to it. */
const SERVED = ({ hasSoftwareProperties }: GuestSystem): readonly string[] => [
  ...[
    'apt-transport-https',
    'apt-utils',
    'bc',
    'cron',
    'git',
    'jq',
    'make',
    'rsyslog',
    'tree',
    'unzip',
    'wget',
  ],
  ...['zip', 'python3-pip', 'python3-boto3', 'python3-botocore'],
  ...(hasSoftwareProperties ? ['software-properties-common'] : []),
];

/** Where the AWS CLI lies until the playbook installs it. */
export const AWS_CLI = '/usr/lib/aws-stand-in/aws';

/** For systems that have no AWS CLI. */
const AWS_CLI_OF_BOTO3 = join(import.meta.dirname, 'aws-cli.py');

/** A system before provisioning. */
export interface Base {
  /** Its file system, not to be changed. */
  readonly root: string;
  /** Folder of Debian packages that it does not have. */
  readonly packages: string;
}

/**
 * The base of every guest. Makes it if it is missing, which takes a minute or two; only this needs a network.
 * @throws Error with what mmdebstrap said
 */
export async function guestBase(system: GuestSystem, say: (text: string) => void): Promise<Base> {
  const recipe = JSON.stringify([system, DPKG_OPTION, INSTALLED(system), SERVED(system), AWS_CLI]);
  const hash = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const guests = join(workspaceRoot, '.sandbox/images/guest');
  await mkdir(guests, { recursive: true });
  const folder = join(guests, `${system.name}-${hash}`);
  const base = { root: join(folder, 'root'), packages: join(folder, 'packages') };
  // On a busy machine a process may not run for many seconds, and is not dead.
  const unlock = await lock(guests, {
    stale: 60_000,
    retries: { retries: 600, factor: 1, minTimeout: 1_000 },
  });
  try {
    if (existsSync(folder)) return base;
    say(`Making a ${system.name} to provision`);
    const making = `${folder}.making`;
    await rm(making, { recursive: true, force: true });
    await mkdir(join(making, 'packages'), { recursive: true });
    await bootstrap(system, join(making, 'root'), join(making, 'packages'));
    await rename(making, folder);
    return base;
  } finally {
    await unlock();
  }
}

async function bootstrap(system: GuestSystem, root: string, packages: string): Promise<void> {
  const { suite, archive, components, keyring } = system;
  const served = SERVED(system).join(' ');
  const download = `chroot "$1" apt-get install --yes --no-install-recommends --download-only ${served}`;
  await execa('mmdebstrap', [
    ...['--variant=minbase', '--mode=root', `--include=${INSTALLED(system).join(',')}`],
    `--dpkgopt=${DPKG_OPTION}`,
    `--customize-hook=${download}`,
    `--customize-hook=mv "$1"/var/cache/apt/archives/*.deb '${packages}'`,
    `--customize-hook=mkdir "$1"/usr/lib/aws-stand-in && ${system.hasAwsCli ? 'mv "$1"/usr/bin/aws' : `cp '${AWS_CLI_OF_BOTO3}'`} "$1"${AWS_CLI}`,
    ...[`--keyring=${keyring}`, `--components=${components.join(',')}`, suite, root, archive],
  ]);
}
