import type { Fact } from '../../observe/fact.ts';
import type { Facts, GatheredFacts } from '../../observe/facts.ts';
import { notChecked, type CheckResult, type Finding } from './finding.ts';
import type { Subject } from './subject.ts';

type Known<Needs extends keyof Facts> = { readonly [Name in Needs]: Facts[Name] };

export interface CheckDefinition<Needs extends keyof Facts> {
  /** Its name in reports and in docs/doctor.md, in kebab-case. */
  readonly name: string;
  /** The facts that the check reads. If one of them is unknown, `judge` is not called. */
  readonly needs: readonly Needs[];
  /** Whether the check makes sense for a fleet. @default - for every fleet */
  readonly appliesTo?: (subject: Subject) => boolean;
  /** A pure function: the same facts and subject give the same result. */
  readonly judge: (facts: Known<Needs>, subject: Subject) => CheckResult;
  /** The result if the lookup of a needed fact failed. @default - a warning that the check was not made */
  readonly ifUnknown?: (why: string, remedy: string | undefined, subject: Subject) => CheckResult;
}

/** A check that is ready to run. */
export interface Check {
  readonly name: string;
  readonly needs: readonly (keyof Facts)[];
  readonly appliesTo: (subject: Subject) => boolean;
  readonly run: (facts: GatheredFacts, subject: Subject) => Finding;
}

export function defineCheck<Needs extends keyof Facts>(definition: CheckDefinition<Needs>): Check {
  const { name, needs, appliesTo = () => true, judge, ifUnknown = notChecked } = definition;
  return {
    name,
    needs,
    appliesTo,
    run: (facts, subject) => {
      const values: Partial<Facts> = {};
      for (const need of needs) {
        const fact: Fact<Facts[Needs]> = facts[need];
        if (!fact.known)
          return { name, ...(fact.skipped ? notChecked : ifUnknown)(fact.why, fact.remedy, subject) };
        values[need] = fact.value;
      }
      return { name, ...judge(values as Known<Needs>, subject) };
    },
  };
}
