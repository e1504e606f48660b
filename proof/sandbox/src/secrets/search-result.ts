/** What a search for secrets has looked at, and what it has found. */
export interface SearchResult {
  /** How many places of each kind were searched, e.g. of the kind `files`. */
  readonly searched: Readonly<Record<string, number>>;
  /** Each entry names a place and the secret that was found there. It never contains the secret's value. */
  readonly found: readonly string[];
}

/** Adds up results. */
export function combine(results: readonly SearchResult[]): SearchResult {
  const searched = new Map<string, number>();
  for (const result of results)
    for (const [kind, count] of Object.entries(result.searched))
      searched.set(kind, (searched.get(kind) ?? 0) + count);
  return {
    searched: Object.fromEntries(searched),
    found: [...new Set(results.flatMap(({ found }) => found))],
  };
}

/** E.g. `12 files, 3 log groups`. */
export const describeSearched = ({ searched }: SearchResult): string =>
  Object.entries(searched)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(', ');
