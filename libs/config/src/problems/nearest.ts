import { closestMatch } from 'leven';

/**
 * The candidate that a mistyped name probably stands for: at most a third of the typed letters differ.
 * Ignores case. Undefined if no candidate is that close.
 */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  const byLowerCase = new Map([...candidates].map((candidate) => [candidate.toLowerCase(), candidate]));
  const wanted = typed.toLowerCase();
  const maxDistance = Math.floor(wanted.length / 3);
  if (maxDistance === 0) return byLowerCase.get(wanted);
  const match = closestMatch(wanted, [...byLowerCase.keys()], { maxDistance });
  return match === undefined ? undefined : byLowerCase.get(match);
}
