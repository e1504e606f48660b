import type { Fact } from '../observe/fact.ts';
import type { Facts, GatheredFacts } from '../observe/facts.ts';
import type { Subject } from './subject.ts';
import { notChecked } from './finding.ts';
import type { Finding, Judgement } from './finding.ts';

type Known<Needs extends keyof Facts> = { readonly [Name in Needs]: Facts[Name] };

export interface CheckDefinition<Needs extends keyof Facts> {
  /** As it is shown, and found in the documentation: kebab-case. */
  readonly name: string;
  /** Facts without which nothing can be said. */
  readonly needs: readonly Needs[];
  /** Whether a fleet of this kind can have the trouble at all. @default - every fleet */
  readonly concerns?: (subject: Subject) => boolean;
  readonly judge: (known: Known<Needs>, subject: Subject) => Judgement;
  /** The result if a lookup failed. @default - a warning that says so */
  readonly unknown?: (why: string, remedy: string | undefined, subject: Subject) => Judgement;
}

/** A check, whatever it needs. */
export interface Check {
  readonly name: string;
  readonly needs: readonly (keyof Facts)[];
  readonly concerns: (subject: Subject) => boolean;
  /** Pure: the same facts, the same finding. */
  readonly run: (facts: GatheredFacts, subject: Subject) => Finding;
}

export function defineCheck<Needs extends keyof Facts>(definition: CheckDefinition<Needs>): Check {
  const { name, needs, judge, unknown = notChecked } = definition;
  return {
    name,
    needs,
    concerns: definition.concerns ?? (() => true),
    run: (facts, subject) => {
      const values: Partial<Facts> = {};
      for (const need of needs) {
        const fact: Fact<Facts[Needs]> = facts[need];
        if (!fact.known)
          return { name, ...(fact.skipped ? notChecked : unknown)(fact.why, fact.remedy, subject) };
        values[need] = fact.value;
      }
      return { name, ...judge(values as Known<Needs>, subject) };
    },
  };
}
