import type { FleetSettings } from '../parameters/index.ts';
import type { Parameter } from '../parameters/parameter.ts';
import type { IsSet } from '../rules/rule.ts';

/** A setting that is allowed, but has no effect, or probably another effect than the user intends. */
export interface Caution {
  /** The parameter or the environment variable. */
  readonly key: string;
  /**
   * Stack name of the fleet, or several names separated by commas. Undefined if the caution is about no fleet in particular, or
   * if the configuration does not have the form for several fleets.
   */
  readonly fleet: string | undefined;
  /** What happens, worded to follow the key: `has no effect on Windows`. */
  readonly effect: string;
  /** What to do, in the imperative and without a full stop: `Remove it`. */
  readonly remedy: string;
}

/** A caution as a line to print. */
export function describeCaution({ key, fleet, effect, remedy }: Caution): string {
  const end = remedy.endsWith('?') ? '' : '.';
  return `${fleet === undefined ? '' : `${fleet}: `}${key} ${effect}. ${remedy}${end}`;
}

export interface FoundCaution extends Pick<Caution, 'effect' | 'remedy'> {
  readonly parameter: Parameter;
}

/** Finds cautions in the settings of one fleet, after the rules have found no problem in them. */
export type FindCautions = (settings: FleetSettings, isSet: IsSet) => readonly FoundCaution[];
