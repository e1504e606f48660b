import type { Unknown } from './fact.ts';

/**
 * Returns a function that explains, as lines of text, why a fact is unknown. It gives each cause with its remedy only once; for later facts
 * with the same cause, it says only that the reason is the same.
 */
export function unknownDescriber(): (unknown: Unknown) => readonly string[] {
  const described = new Set<string>();
  return ({ why, cause = why, remedy }) => {
    if (described.has(cause)) return ['Not known, for the same reason'];
    described.add(cause);
    return [`Not known: ${why}`, ...(remedy === undefined ? [] : [remedy])];
  };
}
