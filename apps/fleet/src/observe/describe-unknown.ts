import type { Unknown } from './fact.ts';

/** Says why facts are unknown: each cause in full once, with its remedy on a line of its own, later only by reference. */
export function unknownDescriber(): (unknown: Unknown) => readonly string[] {
  const described = new Set<string>();
  return ({ why, cause = why, remedy }) => {
    if (described.has(cause)) return ['Not known, for the same reason'];
    described.add(cause);
    return [`Not known: ${why}`, ...(remedy === undefined ? [] : [remedy])];
  };
}
