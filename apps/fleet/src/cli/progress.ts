import { Listr, ListrLogger, ListrLogLevels, ProcessOutput, type ListrTask } from 'listr2';
import type { Shell } from './shell.ts';

export interface ProgressOptions {
  /** Side by side rather than one after the other: all, or so many at a time. @default false */
  readonly concurrent?: boolean | number;
  /** Go on with the others after a failure; the caller keeps what failed. @default - throw the first */
  readonly goOn?: boolean;
  /** The caller tells how each task ended, so that is not left here too. @default false */
  readonly endsTold?: boolean;
  /** Nothing but the result is wanted, as JSON. */
  readonly json: boolean;
}

/** Says which task has failed, not why: whoever called tells that at the end, and once is enough. */
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

/** Runs long work and shows how far it is, on a terminal as it happens, elsewhere line by line; on standard error. */
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
