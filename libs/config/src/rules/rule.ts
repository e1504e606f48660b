import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';

/** A value that is right by itself and wrong together with others. */
export interface Conflict {
  readonly parameter: Parameter;
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/** Whether a parameter is set, even to its default. */
export type IsSet = (parameter: Parameter) => boolean;

/** A rule between parameters. It does not apply while a value that it reads is wrong by itself. */
export type Rule = (settings: FleetSettings, isSet: IsSet) => readonly Conflict[];

/** What replaces the expectation of a parameter's kind when other parameters narrow it. */
export interface Narrowing {
  readonly parameter: Parameter;
  readonly expected: (settings: FleetSettings) => string | undefined;
}

/** A list of the one thing if the condition holds, else an empty one. */
export function when<T>(condition: boolean, found: T): readonly T[] {
  return condition ? [found] : [];
}
