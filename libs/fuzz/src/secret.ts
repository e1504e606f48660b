import { inspect } from 'node:util';

/** A secret to put into inputs. No six characters of it occur in other text. */
export const SECRET = 'zQ7xKv9JpW2mLr4TtH6wYd8B';

const SHORTEST_PART = 6;

/** The part of the secret in a text, or in an error and its causes as Node.js prints them. Undefined if they contain no part of it. */
export function partOfSecretIn(printed: unknown): string | undefined {
  const text = typeof printed === 'string' ? printed : inspect(printed, { depth: 10 });
  return Array.from({ length: SECRET.length - SHORTEST_PART + 1 }, (_, start) =>
    SECRET.slice(start, start + SHORTEST_PART),
  ).find((part) => text.includes(part));
}
