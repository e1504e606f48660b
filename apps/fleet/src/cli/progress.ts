import { Listr, ListrLogger, ListrLogLevels, ProcessOutput, type ListrTask } from 'listr2';
import type { Shell } from './shell.ts';

export interface ProgressOptions {
  /** Run tasks in parallel: all at once, or this many at a time. @default false */
  readonly concurrent?: boolean | number;
  /** Continue with the other tasks after a failure, which the caller records. @default - throw the first failure */
  readonly continueOnError?: boolean;
  /** Hide how each task ended, because the caller prints it. @default false */
  readonly hideResults?: boolean;
  /** Go on after Ctrl-C, because the tasks end by themselves then. @default false, which ends the program */
  readonly survivesInterrupt?: boolean;
  /** Whether the command prints JSON or YAML. If so, no progress is shown. */
  readonly json: boolean;
}

/** Prints which task failed, but not why: the caller prints that at the end. */
class TitleLogger extends ListrLogger {
  readonly #hideResults: boolean;

  constructor(output: NodeJS.WriteStream, hideResults: boolean) {
    super({ processOutput: new ProcessOutput(output, output) });
    this.#hideResults = hideResults;
  }

  override log(...[level, message, options]: Parameters<ListrLogger['log']>): void {
    const isEnd = level === ListrLogLevels.COMPLETED || level === ListrLogLevels.FAILED;
    if (isEnd && this.#hideResults) return;
    super.log(level, message, level === ListrLogLevels.FAILED ? undefined : options);
  }
}

/** Runs tasks and shows their progress on standard error: live on a terminal, line by line elsewhere. */
export async function progress<Context extends object>(
  shell: Shell,
  tasks: ListrTask<Context>[],
  context: Context,
  {
    concurrent = false,
    continueOnError = false,
    hideResults = false,
    survivesInterrupt = false,
    json,
  }: ProgressOptions,
): Promise<Context> {
  const stream = json ? undefined : shell.progressStream;
  const logger = stream && new TitleLogger(stream, hideResults);
  return new Listr<Context, 'default' | 'simple' | 'silent'>(tasks, {
    concurrent,
    exitOnError: !continueOnError,
    registerSignalListeners: !survivesInterrupt,
    renderer: stream === undefined ? 'silent' : shell.interactive ? 'default' : 'simple',
    ...(logger && { rendererOptions: { logger, showErrorMessage: false, clearOutput: hideResults } }),
  }).run(context);
}
