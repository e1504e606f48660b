import type { Kind } from '../kinds/kind.ts';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

interface Description<T> {
  readonly kind: Kind<T>;
  /** For the documentation, in whole sentences. */
  readonly help: string;
  /** A value as in a JSON file. */
  readonly example: JsonValue;
}

interface Entry<Key extends string, T> extends Description<T> {
  /** The parameter's name in the environment and in a file. */
  readonly key: Key;
}

export interface RequiredParameter<Key extends string, T> extends Entry<Key, T> {
  readonly presence: 'required';
}

export interface OptionalParameter<Key extends string, T> extends Entry<Key, T> {
  readonly presence: 'optional';
}

export interface DefaultedParameter<Key extends string, T> extends Entry<Key, T> {
  readonly presence: 'defaulted';
  readonly default: T;
}

/** A parameter of a fleet: its key, its kind, its default, and its documentation. */
export type Parameter<Key extends string = string, T = unknown> =
  RequiredParameter<Key, T> | OptionalParameter<Key, T> | DefaultedParameter<Key, T>;

/** A parameter that every fleet must set. */
export function required<const Key extends string, T>(
  key: Key,
  description: Description<T>,
): RequiredParameter<Key, T> {
  return { presence: 'required', key, ...description };
}

/** A parameter that is undefined unless it is set. */
export function optional<const Key extends string, T>(
  key: Key,
  description: Description<T>,
): OptionalParameter<Key, T> {
  return { presence: 'optional', key, ...description };
}

/** A parameter with a default. */
export function defaulted<const Key extends string, T>(
  key: Key,
  description: Description<T> & { readonly default: NoInfer<T> },
): DefaultedParameter<Key, T> {
  return { presence: 'defaulted', key, ...description };
}
