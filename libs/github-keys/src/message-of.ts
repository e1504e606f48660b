import { types } from 'node:util';

/** An error's message. For an AggregateError, the messages of its errors, joined: if a connection fails, Node.js throws one with no message of its own. */
export function messageOf(error: unknown): string {
  if (!types.isNativeError(error)) return String(error);
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.map(messageOf).join('; ');
  return error.message;
}
