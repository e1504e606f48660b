import type { SizeFigures } from './fleet-sizes.ts';
import type { Result } from './result.ts';
import type { SoakFigures } from './soak.ts';
import type { StartFigures } from './starts.ts';

/** All measurements of one run of the bench. */
export interface Report {
  readonly node: string;
  /** The names of the handlers, in the order of the command line. */
  readonly handlers: readonly string[];
  /** The size of the code that Lambda downloads for each handler, in bytes. */
  readonly codeBytes: Readonly<Record<string, number>>;
  readonly starts: readonly StartFigures[];
  readonly soaks: readonly SoakFigures[];
  readonly sizes: readonly SizeFigures[];
  readonly results: readonly Result[];
}
