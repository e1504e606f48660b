import { Listr, ListrLogger, ListrLogLevels, ProcessOutput, type ListrTask } from 'listr2';
import type { Shell } from './shell.ts';

export interface ProgressOptions {
  /** In parallel instead of one after the other: all, or this many at a time. @default false */
  readonly concurrent?: boolean | number;
  /** Go on with the others after a failure; the caller keeps what failed. @default - throw the first */
  readonly goOn?: boolean;
  /** The caller tells how each task ended, so that is not left here too. @default false */
  readonly endsTold?: boolean;
  /** Whether only JSON is printed, so no progress. */
  readonly json: boolean;
}

/** Prints which task failed, but not why: the caller prints that at the end. */
class TitleLogger extends ListrLogger {
  readonly #endsTold: boolean;

  constructor(output: NodeJS.WriteStream, endsTold: boolean) {
    super({ processOutput: new ProcessOutput(output, output) });
    this.#endsTold = endsTold;
  }

  override log(...[level, message, options]: Parameters<ListrLogger['log']>): void {
    const isEnd = level === ListrLogLevels.COMPLETED || level === ListrLogLevels.FAILED;
    if (isEnd && this.#endsTold) return;
    super.log(level, message, level === ListrLogLevels.FAILED ? undefined : options);
  }
}

/** Runs tasks and shows their progress on standard error: live on a terminal, line by line elsewhere. */
export async function progress<Context extends object>(
  shell: Shell,
  tasks: ListrTask<Context>[],
  context: Context,
  { concurrent = false, goOn = false, endsTold = false, json }: ProgressOptions,
): Promise<Context> {
  const stream = json ? undefined : shell.progressStream;
  const logger = stream && new TitleLogger(stream, endsTold);
  return new Listr<Context, 'default' | 'simple' | 'silent'>(tasks, {
    concurrent,
    exitOnError: !goOn,
    renderer: stream === undefined ? 'silent' : shell.interactive ? 'default' : 'simple',
    ...(logger && { rendererOptions: { logger, showErrorMessage: false, clearOutput: endsTold } }),
  }).run(context);
}
