import type { SizeFigures } from './fleet-sizes.ts';
import type { Result } from './result.ts';
import type { SoakFigures } from './soak.ts';
import type { StartFigures } from './starts.ts';

/** All that one run of the bench has measured, the first handler's figures first. */
export interface Report {
  readonly node: string;
  /** The handlers' names, in the order given. */
  readonly handlers: readonly string[];
  /** What Lambda downloads of each: its folder's code, in bytes. */
  readonly codeBytes: Readonly<Record<string, number>>;
  readonly starts: readonly StartFigures[];
  readonly soaks: readonly SoakFigures[];
  readonly sizes: readonly SizeFigures[];
  readonly results: readonly Result[];
}
