import { closestMatch } from 'leven';
import { nearest } from '../problems/nearest.ts';
import { isParameterKey, parameterKeys } from '../parameters/index.ts';
import type { Source } from './source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Names the JSON file; it is read from the environment only. */
export const CONFIG_FILE_VARIABLE = 'SEMAPHORE_AGENT_STACK_CONFIG';

/** The parameters that the environment sets. */
export function fromEnvironment(env: Environment): Source {
  return new Map(
    parameterKeys
      .filter((key) => env[key] !== undefined)
      .map((key) => [key, { value: env[key], place: 'environment' }]),
  );
}

/** A name that is no parameter's, and the parameter that was probably meant. */
export interface NearMiss {
  readonly name: string;
  readonly meant: string;
}

/**
 * Each variable that looks like a mistyped parameter. Semaphore's own jobs have many SEMAPHORE_…
 * variables, SEMAPHORE_ORGANIZATION_URL among them: outside SEMAPHORE_AGENT_… only a slip of a letter or two counts.
 */
export function mistypedVariables(env: Environment): readonly NearMiss[] {
  return Object.entries(env).flatMap(([name, value]) => {
    const known = isParameterKey(name) || name === CONFIG_FILE_VARIABLE;
    if (known || !name.startsWith('SEMAPHORE_') || value === undefined) return [];
    const meant = name.startsWith(PREFIX) ? nearestParameter(name) : sameButForALetter(name);
    return meant === undefined ? [] : [{ name, meant }];
  });
}

const PREFIX = 'SEMAPHORE_AGENT_';

function sameButForALetter(name: string): string | undefined {
  return closestMatch(
    name,
    parameterKeys.filter((key) => !key.startsWith(PREFIX)),
    { maxDistance: 2 },
  );
}

/** The parameter (or the file's variable) whose name a mistyped one is close to, the common prefix apart. */
export function nearestParameter(name: string): string | undefined {
  const byShortName = new Map([...parameterKeys, CONFIG_FILE_VARIABLE].map((key) => [shorten(key), key]));
  const short = nearest(shorten(name.toUpperCase()), byShortName.keys());
  return short === undefined ? undefined : byShortName.get(short);
}

const shorten = (name: string) => name.replace(/^SEMAPHORE_(?:AGENT_)?/, '');
