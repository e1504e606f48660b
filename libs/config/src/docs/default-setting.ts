import type { JsonValue, Parameter } from '../parameters/parameter.ts';

/** A parameter's default as in a JSON file; undefined if it has none. */
export function defaultSetting(parameter: Parameter): JsonValue | undefined {
  return parameter.presence === 'defaulted' ? (parameter.default as JsonValue) : undefined;
}
