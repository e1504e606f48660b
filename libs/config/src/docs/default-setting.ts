import type { JsonValue, Parameter } from '../parameters/parameter.ts';

/** A parameter's default as a JSON file would have it; undefined if nothing is set by default. */
export function defaultSetting(parameter: Parameter): JsonValue | undefined {
  return parameter.presence === 'defaulted' ? (parameter.default as JsonValue) : undefined;
}
