import type { Problem } from './problem.ts';

/** Merges equal problems of several fleets, which come from the environment or the defaults, into one with all their names. */
export function mergeProblems(problems: readonly Problem[]): readonly Problem[] {
  const byText = new Map<string, Problem[]>();
  for (const problem of problems) {
    const text = JSON.stringify({ ...problem, fleet: undefined });
    byText.set(text, [...(byText.get(text) ?? []), problem]);
  }
  return [...byText.values()].flatMap(([first, ...others]) => {
    if (first === undefined || others.length === 0) return first ?? [];
    const fleets = new Set([first, ...others].flatMap(({ fleet }) => fleet ?? []));
    return { ...first, fleet: fleets.size === 0 ? undefined : [...fleets].join(', ') };
  });
}
