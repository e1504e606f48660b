import type { Problem } from './problem.ts';

/** Merges problems that differ only in their fleet. They come from the environment or the defaults. */
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
