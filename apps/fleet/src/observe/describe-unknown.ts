import type { Fact } from './fact.ts';

type Unknown = Extract<Fact<unknown>, { readonly known: false }>;

/** Words for what is not known: each cause once, with its remedy on a line of its own; later ones refer to it. */
export function unknownTeller(): (fact: Unknown) => readonly string[] {
  const told = new Set<string>();
  return ({ why, cause = why, remedy }) => {
    if (told.has(cause)) return ['Not known, for the same reason'];
    told.add(cause);
    return [`Not known: ${why}`, ...(remedy === undefined ? [] : [remedy])];
  };
}

/** Whether something was asked for in vain, rather than not there to be asked for. */
export const isInVain = (fact: Fact<unknown>): boolean => !fact.known && fact.asked;
