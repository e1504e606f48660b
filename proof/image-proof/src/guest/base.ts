import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workspaceRoot } from '@agent-aws-stack/images';
import { execa } from 'execa';
import { lock } from 'proper-lockfile';
import type { GuestSystem } from './system.ts';

/** dpkg need not sync writes to disk, because an incomplete base or guest is created again. */
const DPKG_OPTION = 'force-unsafe-io';

/** More packages, for a base whose guests run the real cloud-init. */
export const REAL_CLOUD_INIT = ['cloud-init', 'cloud-guest-utils'] as const;

/**
 * Packages in the base: those of Ubuntu's images that the playbook expects, and the AWS CLI. A system without it gets
 * boto3, which the CLI's stand-in uses.
 */
const INSTALLED = ({ hasAwsCli }: GuestSystem, more: readonly string[]): readonly string[] => [
  ...[
    'systemd',
    'systemd-sysv',
    'dbus',
    'libpam-systemd',
    'openssh-server',
    'sudo',
    'kmod',
    'procps',
    'iproute2',
    'curl',
  ],
  ...['python3', 'python3-apt', 'ca-certificates', 'gnupg', 'unattended-upgrades', 'man-db'],
  hasAwsCli ? 'awscli' : 'python3-boto3',
  ...more,
];

/** Packages that the playbook installs. They are downloaded with the base and served to the guest. */
const SERVED = ({ hasSoftwareProperties }: GuestSystem): readonly string[] => [
  ...[
    'apt-transport-https',
    'apt-utils',
    'bc',
    'cron',
    'git',
    'jq',
    'make',
    'nftables',
    'rsyslog',
    'tree',
    'unzip',
    'wget',
  ],
  ...['zip', 'python3-pip', 'python3-boto3', 'python3-botocore', 'slirp4netns', 'uidmap'],
  ...(hasSoftwareProperties ? ['software-properties-common'] : []),
];

/** Path of the AWS CLI until the playbook installs it. */
export const AWS_CLI = '/usr/lib/aws-stand-in/aws';

/** The stand-in for the AWS CLI, for systems that lack it. */
const BOTO3_AWS_CLI = join(import.meta.dirname, 'aws-cli.py');

/** A system before provisioning. */
export interface Base {
  /** Its file system, which must not be changed. */
  readonly root: string;
  /** Folder with the Debian packages to serve. */
  readonly packages: string;
}

/**
 * The base of all guests with this system. Creates it if it is missing, which takes a minute or two and needs a network.
 * @param more - packages to install in addition
 * @throws Error with the output of mmdebstrap
 */
export async function guestBase(
  system: GuestSystem,
  say: (text: string) => void,
  more: readonly string[] = [],
): Promise<Base> {
  const installed = INSTALLED(system, more);
  const recipe = JSON.stringify([system, DPKG_OPTION, installed, SERVED(system), AWS_CLI]);
  const hash = createHash('sha256').update(recipe).digest('hex').slice(0, 12);
  const guests = join(workspaceRoot, '.sandbox/images/guest');
  await mkdir(guests, { recursive: true });
  const folder = join(guests, `${system.name}-${hash}`);
  const base = { root: join(folder, 'root'), packages: join(folder, 'packages') };
  // On a busy machine, the process that holds the lock may get no CPU time for many seconds.
  const unlock = await lock(guests, {
    stale: 60_000,
    retries: { retries: 600, factor: 1, minTimeout: 1_000 },
  });
  try {
    if (existsSync(folder)) return base;
    say(`Creating the base of ${system.name} guests`);
    const incomplete = `${folder}.incomplete`;
    await rm(incomplete, { recursive: true, force: true });
    await mkdir(join(incomplete, 'packages'), { recursive: true });
    await bootstrap(system, installed, join(incomplete, 'root'), join(incomplete, 'packages'));
    await rename(incomplete, folder);
    return base;
  } finally {
    await unlock();
  }
}

async function bootstrap(
  system: GuestSystem,
  installed: readonly string[],
  root: string,
  packages: string,
): Promise<void> {
  const { suite, archive, components, keyring } = system;
  const served = SERVED(system).join(' ');
  const download = `chroot "$1" apt-get install --yes --no-install-recommends --download-only ${served}`;
  await execa('mmdebstrap', [
    ...['--variant=minbase', '--mode=root', `--include=${installed.join(',')}`],
    `--dpkgopt=${DPKG_OPTION}`,
    `--customize-hook=${download}`,
    `--customize-hook=mv "$1"/var/cache/apt/archives/*.deb '${packages}'`,
    `--customize-hook=mkdir "$1"/usr/lib/aws-stand-in && ${system.hasAwsCli ? 'mv "$1"/usr/bin/aws' : `cp '${BOTO3_AWS_CLI}'`} "$1"${AWS_CLI}`,
    ...[`--keyring=${keyring}`, `--components=${components.join(',')}`, suite, root, archive],
  ]);
}
