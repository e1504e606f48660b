import type { Kind } from '../kinds/kind.ts';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

interface Documented<T> {
  readonly kind: Kind<T>;
  /** What it is for, in a sentence. */
  readonly help: string;
  /** A value as a JSON file would have it. */
  readonly example: JsonValue;
}

export interface RequiredParameter<T> extends Documented<T> {
  readonly presence: 'required';
}

export interface OptionalParameter<T> extends Documented<T> {
  readonly presence: 'optional';
}

export interface DefaultedParameter<T> extends Documented<T> {
  readonly presence: 'defaulted';
  readonly default: T;
}

/** One entry: what a parameter is, what it means when it is not set, and what the documentation says of it. */
export type Parameter<T> = RequiredParameter<T> | OptionalParameter<T> | DefaultedParameter<T>;

/** What a parameter's value is once it has been read. */
export type ValueOf<P> =
  P extends OptionalParameter<infer T>
    ? T | undefined
    : P extends RequiredParameter<infer T> | DefaultedParameter<infer T>
      ? T
      : never;

/** A parameter without which there is no fleet. */
export function required<T>(kind: Kind<T>, help: string, example: JsonValue): RequiredParameter<T> {
  return { presence: 'required', kind, help, example };
}

/** A parameter that is absent unless it is set. */
export function optional<T>(kind: Kind<T>, help: string, example: JsonValue): OptionalParameter<T> {
  return { presence: 'optional', kind, help, example };
}

/** A parameter with a default. */
export function defaulted<T>(
  kind: Kind<T>,
  value: T,
  help: string,
  example: JsonValue,
): DefaultedParameter<T> {
  return { presence: 'defaulted', kind, default: value, help, example };
}
