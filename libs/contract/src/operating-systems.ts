import { FAMILIES, type FamilyProperties, type ImageFamily } from './image-families.ts';

export const UBUNTU_RELEASES = ['focal', 'jammy', 'noble'] as const;

export type UbuntuRelease = (typeof UBUNTU_RELEASES)[number];

/** The operating systems of the images, as SEMAPHORE_AGENT_OS and image names spell them. */
export type Os = `ubuntu-${UbuntuRelease}` | 'windows' | 'windows-2022' | 'windows-2025' | 'macos';

export const ubuntu = <Release extends UbuntuRelease>(release: Release): `ubuntu-${Release}` =>
  `ubuntu-${release}`;

/** @throws RangeError if `os` is not Ubuntu */
export function ubuntuReleaseOf(os: Os): UbuntuRelease {
  const release = UBUNTU_RELEASES.find((each) => ubuntu(each) === os);
  if (release === undefined) throw new RangeError(`${os} is not a release of Ubuntu`);
  return release;
}

interface OperatingSystem {
  readonly family: ImageFamily;
  /** The name to show. */
  readonly title: string;
}

/** Within each family, the oldest first. */
const SYSTEMS: Readonly<Record<Os, OperatingSystem>> = {
  'ubuntu-focal': { family: 'linux', title: 'Ubuntu 20.04' },
  'ubuntu-jammy': { family: 'linux', title: 'Ubuntu 22.04' },
  'ubuntu-noble': { family: 'linux', title: 'Ubuntu 24.04' },
  windows: { family: 'windows', title: 'Windows Server 2019' },
  'windows-2022': { family: 'windows', title: 'Windows Server 2022' },
  'windows-2025': { family: 'windows', title: 'Windows Server 2025' },
  macos: { family: 'macos', title: 'macOS' },
};

export const OPERATING_SYSTEMS = Object.keys(SYSTEMS) as readonly Os[];

/** The default of builds and fleets, as in the JavaScript stack. */
export const DEFAULT_OS = ubuntu('focal');

/** Suggested for new fleets. */
export const NEWEST_UBUNTU = ubuntu('noble');

export const osTitle = (os: Os): string => SYSTEMS[os].title;

/**
 * Checks that this project builds images of an operating system.
 * @throws RangeError for any other name, which the configuration allows only with SEMAPHORE_AGENT_AMI
 */
export function builtOs(os: string): Os {
  const known = OPERATING_SYSTEMS.find((each) => each === os);
  if (known === undefined)
    throw new RangeError(`${os}: this project builds no image of this operating system`);
  return known;
}

/** The family of an operating system. Unknown names that start with `windows-` count as Windows, all others as Linux. */
export function familyOf(os: string): ImageFamily {
  const known = OPERATING_SYSTEMS.find((each) => each === os);
  if (known !== undefined) return SYSTEMS[known].family;
  return os.startsWith('windows-') ? 'windows' : 'linux';
}

/** Whether it is a release of Windows Server, whose instances run PowerShell at first boot and have no SSH. */
export const isWindows = (os: string): boolean => familyOf(os) === 'windows';

/** The properties that all images of the operating system's family have. */
export const familyProperties = (os: string): FamilyProperties => FAMILIES[familyOf(os)];

/** The operating systems of a family, the oldest first. */
export const systemsOf = (family: ImageFamily): readonly Os[] =>
  OPERATING_SYSTEMS.filter((os) => SYSTEMS[os].family === family);
