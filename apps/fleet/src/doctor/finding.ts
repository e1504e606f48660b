export type Verdict = 'ok' | 'warning' | 'failure';

/** What one check came to, for people and, as JSON, for programs. */
export interface Finding {
  readonly name: string;
  readonly verdict: Verdict;
  /** What was seen, in a few words. */
  readonly seen: string;
  /** What to do about it; absent when nothing has to be done. */
  readonly remedy?: string;
  /** Present when the check could not be made: nothing is known either way. */
  readonly unknown?: true;
}

export type Judgement = Omit<Finding, 'name'>;

export const ok = (seen: string): Judgement => ({ verdict: 'ok', seen });
export const warning = (seen: string, remedy: string): Judgement => ({ verdict: 'warning', seen, remedy });
export const failure = (seen: string, remedy: string): Judgement => ({ verdict: 'failure', seen, remedy });

/** Nothing can be said: what would be looked at is not there, or would not be told. */
export const notChecked = (why: string, remedy?: string): Judgement => ({
  verdict: 'warning',
  seen: `not checked: ${why}`,
  ...(remedy === undefined ? {} : { remedy }),
  unknown: true,
});

const RANKS: readonly Verdict[] = ['ok', 'warning', 'failure'];

/** The worst of all; `ok` for none. */
export function worst(findings: readonly Pick<Finding, 'verdict'>[]): Verdict {
  return RANKS[Math.max(0, ...findings.map(({ verdict }) => RANKS.indexOf(verdict)))] ?? 'ok';
}
