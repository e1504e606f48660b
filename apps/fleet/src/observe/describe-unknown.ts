import type { Unknown } from './fact.ts';

/** Returns a function that explains, in lines, why a fact is unknown. It names each cause and its remedy once; after that, only that the reason is the same. */
export function unknownDescriber(): (unknown: Unknown) => readonly string[] {
  const described = new Set<string>();
  return ({ why, cause = why, remedy }) => {
    if (described.has(cause)) return ['Not known, for the same reason'];
    described.add(cause);
    return [`Not known: ${why}`, ...(remedy === undefined ? [] : [remedy])];
  };
}
