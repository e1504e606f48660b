/** What SEMAPHORE_AGENT_OS may be, newest Ubuntu last; `windows` is Windows Server 2019. */
export const OPERATING_SYSTEMS = [
  'ubuntu-focal',
  'ubuntu-jammy',
  'ubuntu-noble',
  'windows',
  'windows-2022',
  'windows-2025',
  'macos',
] as const;

export type Os = (typeof OPERATING_SYSTEMS)[number];

/**
 * The system of an image that is found by its name.
 * @throws RangeError for a name of the user's own, which a rule lets pass only with an image's id
 */
export function builtOs(os: string): Os {
  const known = OPERATING_SYSTEMS.find((each) => each === os);
  if (known === undefined) throw new RangeError(`${os}: no image of this system is built here`);
  return known;
}

/** Whether it is any release of Windows Server: its instances run PowerShell at first boot, and have no SSH. */
export function isWindows(os: string): boolean {
  return os === 'windows' || os.startsWith('windows-');
}
