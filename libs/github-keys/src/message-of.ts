import { types } from 'node:util';

/** An error's message in one line. Node.js reports a failed connection to several addresses as an AggregateError without one. */
export function messageOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.map(messageOf).join('; ');
  return error.message;
}
