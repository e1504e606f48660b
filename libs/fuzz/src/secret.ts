import { inspect } from 'node:util';

/** A secret to put into inputs. No six characters of it occur in other text. */
export const SECRET = 'zQ7xKv9JpW2mLr4TtH6wYd8B';

const SHORTEST_PART = 6;

/** The part of the secret that something would print: a text, or an error with its causes. Undefined if there is none. */
export function partOfSecretIn(printed: unknown): string | undefined {
  const text = typeof printed === 'string' ? printed : inspect(printed, { depth: 10 });
  return Array.from({ length: SECRET.length - SHORTEST_PART + 1 }, (_, start) =>
    SECRET.slice(start, start + SHORTEST_PART),
  ).find((part) => text.includes(part));
}
