import { progress } from '../cli/progress.ts';
import { ReportedFailure, UserError } from '../cli/errors.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import type { Shell } from '../cli/shell.ts';

export interface StackResult {
  readonly stackName: string;
  /** The error message; undefined if it worked. */
  readonly failure: string | undefined;
  /** More about the stack, for programs. */
  readonly details?: object;
}

export interface ParallelOptions {
  readonly shell: Shell;
  readonly json: boolean;
  readonly concurrency: number;
  /** Whether `work` ends by itself after Ctrl-C. @default false, which ends the program */
  readonly survivesInterrupt?: boolean;
  /** The command that checks the fleets, for a user who interrupts the work. */
  readonly doctor: string;
}

/** A line of the CDK CLI about a change that CloudFormation has begun. */
const STARTED = /\b(?:CREATE|UPDATE|DELETE)_IN_PROGRESS\b/;

/**
 * Runs `work` for each stack, several at a time; if one fails, the others continue. A UserError becomes the stack's result.
 * @throws any other error, after all stacks
 */
export async function runInParallel<Stack extends Pick<SelectedStack, 'fleet'>>(
  stacks: readonly Stack[],
  { shell, json, concurrency, survivesInterrupt = false, doctor }: ParallelOptions,
  work: (stack: Stack, showLine: (line: string) => void) => Promise<void>,
): Promise<readonly StackResult[]> {
  const failures = new Map<Stack, Error>();
  let hasStarted = false;
  const tasks = stacks.map((stack) => ({
    title: stack.fleet.stackName,
    task: async (_: object, task: { output: string }) => {
      try {
        await work(stack, (line) => {
          hasStarted ||= STARTED.test(line);
          task.output = line;
        });
      } catch (error) {
        failures.set(stack, error instanceof Error ? error : new Error(String(error)));
        throw error;
      }
    },
  }));
  const printHint = (): void => {
    const state = hasStarted
      ? 'CloudFormation finishes what it has started.'
      : 'CloudFormation has reported no change yet, so it may not have started.';
    shell.err(`\n${state} To check the result: ${doctor}`);
  };
  process.once('SIGINT', printHint);
  await progress(
    shell,
    tasks,
    {},
    { concurrent: concurrency, continueOnError: true, hideResults: true, survivesInterrupt, json },
  );
  process.off('SIGINT', printHint);
  return stacks.map((stack) => ({
    stackName: stack.fleet.stackName,
    failure: messageOf(failures.get(stack)),
  }));
}

function messageOf(error: Error | undefined): string | undefined {
  if (error === undefined || error instanceof UserError) return error?.message;
  throw error;
}

/** Prints for each stack whether it worked. @throws ReportedFailure if one failed */
export function printResults(results: readonly StackResult[], json: boolean, shell: Shell): void {
  shell.report({
    fleets: results.map(({ stackName, failure = null, details }) => ({
      fleet: stackName,
      failure,
      ...details,
    })),
  });
  for (const { stackName, failure } of json ? [] : results) {
    if (failure === undefined) shell.out(`${shell.style('green', '✔')} ${stackName}`);
    else shell.err(`${shell.style('red', '✖')} ${stackName}\n${failure}`);
  }
  if (results.some(({ failure }) => failure !== undefined)) throw new ReportedFailure();
}
