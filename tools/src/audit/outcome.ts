/** The result of the audit of a file with pinned packages. */
export type Outcome =
  | { readonly kind: 'asked'; readonly findings: readonly Finding[] }
  /** Nobody answered for at least one package. `reason` says why. */
  | { readonly kind: 'not asked'; readonly reason: string };

export interface Finding {
  readonly package: string;
  /** The severity or the ids of the vulnerabilities. */
  readonly what: string;
}

/** What a program printed. `found` is false if there is no such program. */
export interface Printed {
  readonly found: boolean;
  readonly stdout: string;
  readonly stderr: string;
}
