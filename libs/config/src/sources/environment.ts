import { closestMatch } from 'leven';
import { nearest } from '../problems/nearest.ts';
import { isParameterKey, parameterKeys } from '../parameters/index.ts';
import type { Source } from './source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment variable that names the JSON file. */
export const CONFIG_FILE_VARIABLE = 'SEMAPHORE_AGENT_STACK_CONFIG';

/** The parameters that the environment sets. */
export function fromEnvironment(env: Environment): Source {
  return new Map(
    parameterKeys
      .filter((key) => env[key] !== undefined)
      .map((key) => [key, { value: env[key], place: 'environment' }]),
  );
}

/** The `expected` text for a name that looks like a parameter but is unknown. */
export const NOT_A_PARAMETER = 'the name of a parameter; this is not one';

/** An unknown name, and the parameter that was probably intended. */
export interface NearMiss {
  readonly name: string;
  readonly meant: string;
}

/**
 * The variables that look like mistyped parameters. Semaphore sets many SEMAPHORE_… variables in jobs, such as
 * SEMAPHORE_ORGANIZATION_URL, so a name that does not start with SEMAPHORE_AGENT_ must be very close to a parameter's name.
 */
export function mistypedVariables(env: Environment): readonly NearMiss[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const known = isParameterKey(name) || name === CONFIG_FILE_VARIABLE;
    if (known || !name.startsWith('SEMAPHORE_') || value === undefined) return [];
    const meant = isOwnVariable(name) ? nearestParameter(name) : withinTwoLetters(name);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

/** Whether the environment names a configuration file or sets a SEMAPHORE_AGENT_… parameter, perhaps with a mistyped name. */
export const hasConfiguration = (env: Environment): boolean =>
  Object.entries(env).some(
    ([name, value = '']) =>
      (isParameterKey(name) || name === CONFIG_FILE_VARIABLE) && isOwnVariable(name) && value.trim() !== '',
  ) || mistypedVariables(env).length > 0;

const PREFIX = 'SEMAPHORE_AGENT_';

function withinTwoLetters(name: string): string | undefined {
  return closestMatch(
    name,
    parameterKeys.filter((key) => !key.startsWith(PREFIX)),
    { maxDistance: 2 },
  );
}

/** Whether a variable has the prefix of most parameters. Semaphore sets few such variables itself, such as SEMAPHORE_AGENT_MACHINE_TYPE in jobs. */
export const isOwnVariable = (name: string): boolean => name.startsWith(PREFIX);

/** The parameter, or CONFIG_FILE_VARIABLE, whose name is closest to a mistyped one. Compares without the common prefix. */
export function nearestParameter(name: string): string | undefined {
  const byShortName = new Map([...parameterKeys, CONFIG_FILE_VARIABLE].map((key) => [shorten(key), key]));
  const short = nearest(shorten(name.toUpperCase()), byShortName.keys());
  return short === undefined ? undefined : byShortName.get(short);
}

const shorten = (name: string) => name.replace(/^SEMAPHORE_(?:AGENT_)?/, '');
