import type { JsonValue } from './parameter.ts';

/** Converts a JSON value to the text that means the same in an environment variable. */
export function toText(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',');
  return JSON.stringify(value);
}
