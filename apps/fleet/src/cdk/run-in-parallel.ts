import { progress } from '../cli/progress.ts';
import { UserError } from '../cli/errors.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import type { Shell } from '../cli/shell.ts';

export interface Outcome {
  readonly stackName: string;
  /** What was said of the failure; absent: it worked. */
  readonly failure: string | undefined;
}

export interface ParallelOptions {
  readonly shell: Shell;
  readonly json: boolean;
  readonly concurrency: number;
  /** Looks the fleets over, for one who interrupts the work. */
  readonly look: string;
}

/** Does the same for each stack, several at a time; one that fails does not keep the others. */
export async function runInParallel(
  stacks: readonly SelectedStack[],
  { shell, json, concurrency, look }: ParallelOptions,
  work: (stack: SelectedStack, say: (line: string) => void) => Promise<void>,
): Promise<readonly Outcome[]> {
  const failures = new Map<SelectedStack, Error>();
  const tasks = stacks.map((stack) => ({
    title: stack.fleet.stackName,
    task: async (_: object, task: { output: string }) => {
      try {
        await work(stack, (line) => (task.output = line));
      } catch (error) {
        failures.set(stack, error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    },
  }));
  const goesOn = (): void =>
    shell.err(`\nCloudFormation goes on with what it has begun. How it ends: ${look}`);
  process.once('SIGINT', goesOn);
  await progress(shell, tasks, {}, { concurrent: concurrency, goOn: true, endsTold: true, json });
  process.off('SIGINT', goesOn);
  return stacks.map((stack) => ({ stackName: stack.fleet.stackName, failure: textOf(failures.get(stack)) }));
}

/** @throws what is no fault of the user's or of AWS */
function textOf(error: Error | undefined): string | undefined {
  if (error === undefined || error instanceof UserError) return error?.message;
  throw error;
}
