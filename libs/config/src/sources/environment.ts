import { nearest } from '../nearest.ts';
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

/** A warning for each SEMAPHORE_AGENT_… variable that looks like a mistyped parameter. */
export function mistypedVariables(env: Environment): readonly string[] {
  return Object.keys(env).flatMap((name) => {
    const known = isParameterKey(name) || name === CONFIG_FILE_VARIABLE;
    if (known || !name.startsWith(PREFIX) || env[name] === undefined) return [];
    const meant = nearestParameter(name);
    return meant === undefined ? [] : [`${name} is not a parameter; did you mean ${meant}?`];
  });
}

const PREFIX = 'SEMAPHORE_AGENT_';

/** The parameter (or the file's variable) whose name a mistyped one is close to, the common prefix apart. */
export function nearestParameter(name: string): string | undefined {
  const byShortName = new Map([...parameterKeys, CONFIG_FILE_VARIABLE].map((key) => [shorten(key), key]));
  const short = nearest(shorten(name.toUpperCase()), byShortName.keys());
  return short === undefined ? undefined : byShortName.get(short);
}

const shorten = (name: string) => name.replace(/^SEMAPHORE_(?:AGENT_)?/, '');
