import type { Kind } from '../kinds/kind.ts';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

interface Description<T> {
  readonly kind: Kind<T>;
  /** What it is for, in whole sentences. */
  readonly help: string;
  /** A value as a JSON file would have it. */
  readonly example: JsonValue;
}

interface Entry<Key extends string, T> extends Description<T> {
  /** Its name in the environment and in a file. */
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

/** What a parameter is, what it means when it is not set, and what the documentation says about it. */
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
