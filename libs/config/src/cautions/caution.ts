import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { IsSet } from '../rules/rule.ts';

/** A setting that is allowed, but has no effect or probably not the one that was meant. */
export interface Caution {
  /** The parameter, or the variable of the environment. */
  readonly key: string;
  /** Stack name of the fleet, or of several, separated by commas. Absent when no fleet in particular is meant. */
  readonly fleet: string | undefined;
  /** What happens, as it reads after the key: `has no effect on Windows`. */
  readonly effect: string;
  /** What to do, in the imperative and without a full stop: `Remove it`. */
  readonly remedy: string;
}

/** A caution as a line to print. */
export function describeCaution({ key, fleet, effect, remedy }: Caution): string {
  return `${fleet === undefined ? '' : `${fleet}: `}${key} ${effect}. ${remedy}.`;
}

export interface FoundCaution extends Pick<Caution, 'effect' | 'remedy'> {
  readonly parameter: Parameter;
}

/** Finds cautions in the settings of one fleet. They follow all rules. */
export type FindCautions = (settings: FleetSettings, isSet: IsSet) => readonly FoundCaution[];
