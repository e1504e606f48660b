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

/** Whether it is any release of Windows Server: its instances run PowerShell at first boot, and have no SSH. */
export function isWindows(os: string): boolean {
  return os === 'windows' || os.startsWith('windows-');
}
