import { execa } from 'execa';
import * as z from 'zod';
import type { Tool } from '../step.ts';

/** A PowerShell that the cases run in. */
export interface PowerShell {
  readonly program: string;
  readonly major: number;
  /** Of the newest Pester that it finds; absent: it finds none. */
  readonly pester: string | undefined;
}

const LEAST_MAJOR = 7;
const LEAST_PESTER = '5.7';
const QUESTION =
  '"$($PSVersionTable.PSVersion.Major) $((Get-Module -ListAvailable Pester | Sort-Object Version | Select-Object -Last 1).Version)"';
const answer = z
  .string()
  .regex(/^\d+( [\d.]+)?$/)
  .transform((text) => text.split(' '));

/** The first of `PWSH`, `pwsh` and `powershell` that answers; undefined where none does. */
export async function findPowerShell(env: NodeJS.ProcessEnv): Promise<PowerShell | undefined> {
  for (const program of [env['PWSH'], 'pwsh', 'powershell']) {
    if (!program) continue;
    const { stdout } = await execa(program, ['-NoProfile', '-NonInteractive', '-Command', QUESTION], {
      reject: false,
      extendEnv: false,
      env,
    });
    const { data } = answer.safeParse(stdout?.trim());
    if (data) return { program, major: Number(data[0]), pester: data[1] };
  }
  return undefined;
}

export const isNewEnough = ({ major }: PowerShell): boolean => major >= LEAST_MAJOR;

/** Whether its Pester has what the runner asks for. */
export function hasPester({ pester = '0' }: PowerShell): boolean {
  const [major = 0, minor = 0] = pester.split('.').map(Number);
  const [leastMajor = 0, leastMinor = 0] = LEAST_PESTER.split('.').map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

let found: Promise<PowerShell | undefined> | undefined;

/** This process's PowerShell; it is looked for once, as each start takes a second. */
export const powershell = (): Promise<PowerShell | undefined> => (found ??= findPowerShell(process.env));

/** What the cases need, and how to get it. */
export const powershellTools: readonly Tool[] = [
  {
    name: 'PowerShell 7',
    install: 'https://learn.microsoft.com/powershell/scripting/install, or name its program in PWSH',
    present: async () => {
      const shell = await powershell();
      return shell !== undefined && isNewEnough(shell);
    },
  },
  {
    name: `Pester ${LEAST_PESTER}`,
    install: `pwsh -Command "Install-Module Pester -MinimumVersion ${LEAST_PESTER} -Scope CurrentUser"`,
    present: async () => {
      const shell = await powershell();
      return shell !== undefined && hasPester(shell);
    },
  },
  {
    name: 'a system with /bin/sh',
    install: 'run it on Linux or macOS: on Windows drive C: is the real one',
    present: () => process.platform !== 'win32',
  },
];
