import type { Fact } from '../../../observe/fact.ts';
import type { Facts, GatheredFacts } from '../../../observe/facts.ts';
import { gathered, HEALTHY } from '../../../observe/testing/healthy-facts.ts';
import type { Verdict } from '../finding.ts';

/** Something wrong with a fleet, and the one finding that reports it. */
export interface Fault {
  readonly check: string;
  readonly name: string;
  readonly facts: GatheredFacts;
  readonly finding: ExpectedFinding;
  /** Parameters of the fleet, in addition to the healthy fleet's. @default - none */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Other checks that report the same state. @default - none */
  readonly others?: readonly string[];
}

interface ExpectedFinding {
  readonly verdict: Verdict;
  readonly seen: RegExp;
  readonly remedy: RegExp;
}

export const warns = (seen: RegExp, remedy: RegExp): ExpectedFinding => ({
  verdict: 'warning',
  seen,
  remedy,
});
export const fails = (seen: RegExp, remedy: RegExp): ExpectedFinding => ({
  verdict: 'failure',
  seen,
  remedy,
});

/** A fault that shows in the facts. @param changes the facts that differ from the healthy fleet's */
export const fault = (
  check: string,
  name: string,
  changes: Partial<Facts>,
  finding: ExpectedFinding,
  parameters?: Fault['parameters'],
): Fault => ({ check, name, facts: gathered(changes), finding, parameters });

/** A fault that makes the lookup of a fact fail. */
export const lookupFault = (
  check: string,
  name: string,
  fact: keyof Facts,
  why: string,
  finding: ExpectedFinding,
): Fault => ({ check, name, facts: { ...gathered(), [fact]: unknown(why, false) }, finding });

export const unknown = (why: string, skipped: boolean): Fact<never> => ({
  known: false,
  why,
  remedy: undefined,
  skipped,
});

type Change<Name extends keyof Facts> = Partial<NonNullable<Facts[Name]>>;

/** A fact of the healthy fleet, with some fields changed. */
export function changed<Name extends keyof Facts>(name: Name, change: Change<Name>): Partial<Facts> {
  return { [name]: { ...(HEALTHY[name] as object), ...change } };
}

/** A fact of the healthy fleet that is a list, with some fields of its first element changed. */
export function firstChanged(name: 'subnets' | 'alarms' | 'securityGroups', change: object): Partial<Facts> {
  const [first, ...others] = HEALTHY[name] as readonly object[];
  return { [name]: [{ ...first, ...change }, ...others] };
}

/** A fault of a fleet with a launch timeout. The timeout is deployed as configured. */
export function launchTimeoutFault(
  check: string,
  name: string,
  changes: Partial<Facts>,
  finding: ExpectedFinding,
  parameters: Fault['parameters'] = {},
): Fault {
  const { value = '{}' } = HEALTHY.agentConfig ?? {};
  const document = { ...(JSON.parse(value) as object), launchTimeout: '300' };
  const agentConfig = { type: 'String', value: JSON.stringify(document) };
  const environment = { ...HEALTHY.scaler?.environment, SEMAPHORE_AGENT_LAUNCH_TIMEOUT: '300' };
  const deployed = { agentConfig, ...changed('scaler', { environment }) };
  return fault(check, name, { ...deployed, ...changes }, finding, {
    SEMAPHORE_AGENT_LAUNCH_TIMEOUT: '300',
    ...parameters,
  });
}
