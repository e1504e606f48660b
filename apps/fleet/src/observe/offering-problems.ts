import type { Offerings } from './offerings.ts';

/** The zones that lack instance types, each as `eu-west-1a does not offer m7i.large`, and whether every zone lacks all of them. */
export function offeringProblems(
  offerings: Offerings,
  zones: readonly string[],
  types: readonly string[],
): { readonly problems: readonly string[]; readonly none: boolean } {
  const missing = zones.flatMap((zone) => {
    const absent = types.filter((type) => !offerings.get(type)?.includes(zone));
    return absent.length === 0 ? [] : [{ zone, absent }];
  });
  return {
    problems: missing.map(({ zone, absent }) => `${zone} does not offer ${absent.join(', ')}`),
    none: missing.length === zones.length && missing.every(({ absent }) => absent.length === types.length),
  };
}
