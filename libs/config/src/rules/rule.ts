import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';

/** A value that is valid by itself but conflicts with other values. */
export interface Conflict {
  readonly parameter: Parameter;
  readonly expected: string;
  readonly suggestion?: string | undefined;
}

/** Whether a parameter is set, even to its default. */
export type IsSet = (parameter: Parameter) => boolean;

/** Compares parameters with each other. Skipped if one of the values it reads is invalid. */
export type Rule = (settings: FleetSettings, isSet: IsSet) => readonly Conflict[];

/** Replaces the text of what is expected of a parameter if other parameters narrow its range. */
export interface Narrowing {
  readonly parameter: Parameter;
  readonly expected: (settings: FleetSettings) => string | undefined;
}

/** `[found]` if the condition holds, otherwise an empty list. */
export function when<T>(condition: boolean, found: T): readonly T[] {
  return condition ? [found] : [];
}
