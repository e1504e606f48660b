import { ubuntu } from '@agent-aws-stack/contract';

const UBUNTU = ubuntu('noble');

/** A distribution of which guests are made. */
export interface GuestSystem {
  readonly name: GuestName;
  /** As Ansible and the vendors' repositories call it. */
  readonly distribution: 'debian' | 'ubuntu';
  readonly suite: string;
  /** Where its packages come from, and seem to come from in a guest. */
  readonly archive: string;
  readonly components: readonly string[];
  /** Keys of the archive. */
  readonly keyring: string;
  /** How its own releases write the sources of apt. */
  readonly sources: 'one line' | 'deb822';
  /** Whether it has an AWS CLI 2. */
  readonly hasAwsCli: boolean;
  /** Whether it has software-properties-common. */
  readonly hasSoftwareProperties: boolean;
  /** Whether its pip refuses to replace what apt has installed, in place of installing beside it. */
  readonly pipRefuses: boolean;
}

export const GUEST_NAMES = ['bookworm', 'trixie', UBUNTU] as const;
export type GuestName = (typeof GUEST_NAMES)[number];

const DEBIAN = {
  distribution: 'debian',
  archive: 'http://deb.debian.org/debian',
  components: ['main'],
  keyring: '/usr/share/keyrings/debian-archive-keyring.gpg',
} as const;

export const GUEST_SYSTEMS: Readonly<Record<GuestName, GuestSystem>> = {
  bookworm: {
    ...DEBIAN,
    ...{ name: 'bookworm', suite: 'bookworm', sources: 'one line' },
    ...{ hasAwsCli: true, hasSoftwareProperties: true, pipRefuses: false },
  },
  // Nearest to noble of what Debian has: PEP 668, a pip that refuses, sources in deb822.
  trixie: {
    ...DEBIAN,
    ...{ name: 'trixie', suite: 'trixie', sources: 'deb822' },
    ...{ hasAwsCli: true, hasSoftwareProperties: false, pipRefuses: true },
  },
  // What fleets run on. Never tried so far: it needs Ubuntu's archive.
  [UBUNTU]: {
    ...{ name: UBUNTU, distribution: 'ubuntu', suite: 'noble', sources: 'deb822' },
    ...{ archive: 'http://archive.ubuntu.com/ubuntu', components: ['main', 'universe'] },
    keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
    ...{ hasAwsCli: false, hasSoftwareProperties: true, pipRefuses: true },
  },
};

/** The contents of the file, and its path, by which a guest's apt knows its archive. */
export function aptSources(
  system: GuestSystem,
  key: string,
): { readonly path: string; readonly text: string } {
  const { archive, suite } = system;
  if (system.sources === 'one line') {
    return { path: 'etc/apt/sources.list', text: `deb [signed-by=${key}] ${archive} ${suite} main\n` };
  }
  const lines = [
    `Types: deb`,
    `URIs: ${archive}`,
    `Suites: ${suite}`,
    'Components: main',
    `Signed-By: ${key}`,
  ];
  return { path: `etc/apt/sources.list.d/${system.distribution}.sources`, text: `${lines.join('\n')}\n` };
}
