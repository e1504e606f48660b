import { ubuntu } from '@agent-aws-stack/contract';

const UBUNTU = ubuntu('noble');

/** A Linux distribution for guests. */
export interface GuestSystem {
  readonly name: GuestName;
  /** Its name in Ansible and in vendors' repositories. */
  readonly distribution: 'debian' | 'ubuntu';
  readonly suite: string;
  /** Address of its package archive. The guest uses the same address, served by the vendors' stand-in. */
  readonly archive: string;
  readonly components: readonly string[];
  /** File with the keys of the archive. */
  readonly keyring: string;
  /** Format of its apt sources. */
  readonly sources: 'one line' | 'deb822';
  /** Whether it has an AWS CLI 2. */
  readonly hasAwsCli: boolean;
  /** Whether it has software-properties-common. */
  readonly hasSoftwareProperties: boolean;
  /** Whether pip refuses to replace a package that apt has installed. Otherwise it installs a second copy. */
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
  // Debian's release that is most like noble: PEP 668, a pip that refuses to replace apt's packages, sources in deb822.
  trixie: {
    ...DEBIAN,
    ...{ name: 'trixie', suite: 'trixie', sources: 'deb822' },
    ...{ hasAwsCli: true, hasSoftwareProperties: false, pipRefuses: true },
  },
  // Real fleets use it. As a guest it has never run, because that needs Ubuntu's archive.
  [UBUNTU]: {
    ...{ name: UBUNTU, distribution: 'ubuntu', suite: 'noble', sources: 'deb822' },
    ...{ archive: 'http://archive.ubuntu.com/ubuntu', components: ['main', 'universe'] },
    keyring: '/usr/share/keyrings/ubuntu-archive-keyring.gpg',
    ...{ hasAwsCli: false, hasSoftwareProperties: true, pipRefuses: true },
  },
};

/** The file with a guest's apt sources. */
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
