import { execa } from 'execa';
import * as z from 'zod';
import type { Tool } from '../step.ts';

/** An installed PowerShell. */
export interface PowerShell {
  readonly program: string;
  readonly major: number;
  /** Version of its newest Pester; undefined if it has none. */
  readonly pester: string | undefined;
}

const MIN_MAJOR = 7;
const MIN_PESTER = '5.7';
const PRINT_VERSIONS =
  '"$($PSVersionTable.PSVersion.Major) $((Get-Module -ListAvailable Pester | Sort-Object Version | Select-Object -Last 1).Version)"';
const answer = z
  .string()
  .regex(/^\d+( [\d.]+)?$/)
  .transform((text) => text.split(' '));

/** The first of $PWSH, `pwsh` and `powershell` that runs; undefined if none does. */
export async function findPowerShell(env: NodeJS.ProcessEnv): Promise<PowerShell | undefined> {
  for (const program of [env['PWSH'], 'pwsh', 'powershell']) {
    if (!program) continue;
    const { stdout } = await execa(program, ['-NoProfile', '-NonInteractive', '-Command', PRINT_VERSIONS], {
      reject: false,
      extendEnv: false,
      env,
    });
    const { data } = answer.safeParse(stdout?.trim());
    if (data) return { program, major: Number(data[0]), pester: data[1] };
  }
  return undefined;
}

export const isNewEnough = ({ major }: PowerShell): boolean => major >= MIN_MAJOR;

/** Whether its Pester is new enough for run.ps1. */
export function hasPester({ pester = '0' }: PowerShell): boolean {
  const [major = 0, minor = 0] = pester.split('.').map(Number);
  const [minMajor = 0, minMinor = 0] = MIN_PESTER.split('.').map(Number);
  return major > minMajor || (major === minMajor && minor >= minMinor);
}

let found: Promise<PowerShell | undefined> | undefined;

/** The PowerShell for this process's environment. The result is cached, because each start takes a second. */
export const powershell = (): Promise<PowerShell | undefined> => (found ??= findPowerShell(process.env));

/** The tools that the cases need. */
export const powershellTools: readonly Tool[] = [
  {
    name: 'PowerShell 7',
    install: 'https://learn.microsoft.com/powershell/scripting/install, or set PWSH to its path',
    present: async () => {
      const shell = await powershell();
      return shell !== undefined && isNewEnough(shell);
    },
  },
  {
    name: `Pester ${MIN_PESTER}`,
    install: `pwsh -Command "Install-Module Pester -MinimumVersion ${MIN_PESTER} -Scope CurrentUser"`,
    present: async () => {
      const shell = await powershell();
      return shell !== undefined && hasPester(shell);
    },
  },
  {
    name: 'a system with /bin/sh',
    install: 'run this on Linux or macOS, because the cases need a fake drive C:',
    present: () => process.platform !== 'win32',
  },
];
