import { types } from 'node:util';

/** The reason in one line. (A connection refused on several addresses is an AggregateError without a message.) */
export function messageOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.map(messageOf).join('; ');
  return error.message;
}
