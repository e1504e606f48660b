import type { Facts } from '../../observe/facts.ts';
import type { Verdict } from '../finding.ts';
import { HEALTHY } from '../../observe/testing/healthy-facts.ts';
import { minutesAgo } from '../../observe/testing/fleet.ts';

export interface Ailment {
  readonly name: string;
  /** The one check that must notice. */
  readonly check: string;
  readonly facts: Partial<Facts>;
  readonly verdict: Verdict;
  readonly seen: RegExp;
  readonly remedy: RegExp;
  /** Parameters of a fleet that can have it. @default - the healthy fleet's */
  readonly fleet?: Readonly<Record<string, string>>;
}

type Change<Name extends keyof Facts> = Partial<NonNullable<Facts[Name]>>;

/** A fact with some of its fields otherwise. */
export function changed<Name extends keyof Facts>(name: Name, change: Change<Name>): Partial<Facts> {
  return { [name]: { ...(HEALTHY[name] as object), ...change } };
}

/** The first of a list of facts with some of its fields otherwise. */
export function firstChanged(name: 'subnets' | 'alarms' | 'securityGroups', change: object): Partial<Facts> {
  const [first, ...others] = HEALTHY[name] as readonly object[];
  return { [name]: [{ ...first, ...change }, ...others] };
}

export function ailment(
  check: string,
  name: string,
  facts: Partial<Facts>,
  verdict: Verdict,
  seen: RegExp,
  remedy: RegExp,
  fleet?: Ailment['fleet'],
): Ailment {
  return { check, name, facts, verdict, seen, remedy, ...(fleet && { fleet }) };
}

export const failedLaunch = (message: string): Partial<Facts> => ({
  activities: [
    { status: 'Failed', description: 'Launching', message, startedAt: minutesAgo(2) },
    ...HEALTHY.activities,
  ],
});
