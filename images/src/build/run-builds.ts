import { Listr, ListrLogger, ListrLogLevels, type ListrTask } from 'listr2';
import type { ImageBuild } from './image-build.ts';

export interface RunBuildsOptions {
  /** True on a terminal, where one line shows Packer's progress; false prints all lines. */
  readonly interactive: boolean;
  /** How many builds run at the same time. */
  readonly concurrency: number;
}

export interface NamedBuild {
  readonly label: string;
  readonly build: ImageBuild;
}

/** Shows which step failed, but not why: the caller reports the reason once, at the end. */
class TitleLogger extends ListrLogger {
  override log(...[level, message, options]: Parameters<ListrLogger['log']>): void {
    super.log(level, message, level === ListrLogLevels.FAILED ? undefined : options);
  }
}

/** Runs the steps of all builds. If one fails, the others continue; each build keeps its own failure. */
export async function runBuilds(
  builds: readonly NamedBuild[],
  { interactive, concurrency }: RunBuildsOptions,
): Promise<void> {
  const [only, ...others] = builds;
  if (only === undefined) return;
  const tasks: ListrTask[] =
    others.length === 0
      ? only.build.steps
      : builds.map(({ label, build }) => ({
          title: label,
          task: (_context, task) => task.newListr(build.steps, { concurrent: false, exitOnError: true }),
        }));
  const logger = new TitleLogger({ useIcons: true, toStderr: [ListrLogLevels.FAILED] });
  const work = new Listr<unknown, 'default' | 'simple', 'simple'>(tasks, {
    concurrent: others.length === 0 ? false : concurrency,
    exitOnError: others.length === 0,
    renderer: interactive ? 'default' : 'simple',
    fallbackRenderer: 'simple',
    rendererOptions: interactive ? { showErrorMessage: false } : { logger },
    fallbackRendererOptions: { logger },
    // On Ctrl-C, Listr would exit at once and leave Packer's instance in the account.
    registerSignalListeners: false,
  });
  try {
    await work.run({});
  } catch (error) {
    if (builds.every(({ build }) => build.failure === undefined)) throw error;
  }
}
