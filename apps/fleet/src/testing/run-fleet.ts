import { runProgram, type CommandFactory } from '../cli/run-program.ts';
import { checkOutput } from './check-output.ts';
import { FakeShell, type FakeAnswers } from './fake-shell.ts';
import { withoutSettings } from './without-settings.ts';

export interface RunResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  readonly shell: FakeShell;
}

/**
 * Runs one command line in this process, as a user would type it, and restores the environment afterwards. JSON that it prints must match
 * the published schema.
 */
export async function runFleet(
  commands: CommandFactory | readonly CommandFactory[],
  args: readonly string[],
  { env = {}, ...answers }: FakeAnswers & { readonly env?: Record<string, string> } = {},
): Promise<RunResult> {
  const before = process.env;
  process.env = { ...withoutSettings(before), ...env };
  const shell = new FakeShell(answers);
  try {
    const code = await runProgram([commands].flat(), args, shell);
    checkOutput(args, shell.output);
    return { code, out: shell.output, err: shell.errors, shell };
  } finally {
    process.env = before;
  }
}
