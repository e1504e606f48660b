export type Verdict = 'ok' | 'warning' | 'failure';

/** The result of one check, for people and, as JSON, for programs. */
export interface Finding {
  /** The check's name. */
  readonly name: string;
  readonly verdict: Verdict;
  /** What was found, in a few words. */
  readonly seen: string;
  /** What to do about it, each of several possibilities on its own line; absent if there is nothing to do. */
  readonly remedy?: string;
  /** Present if the check was not made, so that nothing is known either way. */
  readonly unknown?: true;
}

export type CheckResult = Omit<Finding, 'name'>;

export const ok = (seen: string): CheckResult => ({ verdict: 'ok', seen });
export const warning = (seen: string, remedy: string): CheckResult => ({ verdict: 'warning', seen, remedy });
export const failure = (seen: string, remedy: string): CheckResult => ({ verdict: 'failure', seen, remedy });

/** The check could not be made: a fact that it needs is unknown, or the thing to check is not there. */
export const notChecked = (why: string, remedy?: string): CheckResult => ({
  verdict: 'warning',
  seen: `not checked: ${why}`,
  ...(remedy === undefined ? {} : { remedy }),
  unknown: true,
});

/** The check found nothing wrong, but it is too early to tell. */
export const notKnownYet = (why: string): CheckResult => ({
  verdict: 'ok',
  seen: `not checked: ${why}`,
  unknown: true,
});

const RANKS: readonly Verdict[] = ['ok', 'warning', 'failure'];

/** The worst verdict among findings; `ok` if there are none. */
export function worst(findings: readonly Pick<Finding, 'verdict'>[]): Verdict {
  return RANKS[Math.max(0, ...findings.map(({ verdict }) => RANKS.indexOf(verdict)))] ?? 'ok';
}
