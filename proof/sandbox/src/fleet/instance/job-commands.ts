import type { Clock } from '../../clock.ts';

/** The result of a command. */
export interface CommandResult {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs a command of a job. A simulated agent has only echo, sleep, true, false and exit.
 * Rejects if the signal is aborted during a sleep.
 */
export async function runCommand(
  directive: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<CommandResult> {
  const [name = ''] = directive.trim().split(/\s/, 1);
  const argument = directive.trim().slice(name.length).trimStart();
  switch (name) {
    case 'echo':
      return { exitCode: 0, output: `${argument.replace(/^(["'])(.*)\1$/s, '$2')}\n` };
    case 'sleep':
      await clock.sleep(Number(argument) * 1000, signal);
      return { exitCode: 0, output: '' };
    case 'true':
      return { exitCode: 0, output: '' };
    case 'false':
      return { exitCode: 1, output: '' };
    case 'exit':
      return { exitCode: Number(argument), output: '' };
    default:
      return {
        exitCode: 127,
        output: `${name}: command not found (a simulated agent has only a few commands)\n`,
      };
  }
}
