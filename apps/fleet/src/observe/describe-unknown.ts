import type { Unknown } from './fact.ts';

/** Explains why facts are unknown. A cause is given in full once, with its remedy on the next line; later facts with the same cause refer to it. */
export function unknownDescriber(): (unknown: Unknown) => readonly string[] {
  const described = new Set<string>();
  return ({ why, cause = why, remedy }) => {
    if (described.has(cause)) return ['Not known, for the same reason'];
    described.add(cause);
    return [`Not known: ${why}`, ...(remedy === undefined ? [] : [remedy])];
  };
}
