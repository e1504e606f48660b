import { Listr, ListrLogger, ProcessOutput, type ListrTask } from 'listr2';
import type { Shell } from '../shell/shell.ts';

export interface ProgressOptions {
  /** Side by side rather than one after the other: all, or so many at a time. @default false */
  readonly concurrent?: boolean | number;
  /** Show a failure and go on with the others; the caller keeps what failed. @default - throw the first */
  readonly goOn?: boolean;
  /** Nothing but the result is wanted, as JSON. */
  readonly json: boolean;
}

/** Runs long work and shows how far it is, on a terminal as it happens, elsewhere line by line; on standard error. */
export async function progress<Context extends object>(
  shell: Shell,
  tasks: ListrTask<Context>[],
  context: Context,
  { concurrent = false, goOn = false, json }: ProgressOptions,
): Promise<Context> {
  const stream = json ? undefined : shell.progressStream;
  const logger = stream && new ListrLogger({ processOutput: new ProcessOutput(stream, stream) });
  return new Listr<Context, 'default' | 'simple' | 'silent'>(tasks, {
    concurrent,
    exitOnError: !goOn,
    renderer: stream === undefined ? 'silent' : shell.interactive ? 'default' : 'simple',
    ...(logger && { rendererOptions: { logger } }),
  }).run(context);
}
