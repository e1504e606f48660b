/** The result of a lookup in AWS or at Semaphore: its value, or why it is not known. */
export type Fact<T> = { readonly known: true; readonly value: T } | (Unknown & { readonly known: false });

export interface Unknown {
  readonly why: string;
  /** The underlying fault, the same text for all lookups that failed because of it. @default - `why` */
  readonly cause?: string | undefined;
  readonly remedy: string | undefined;
  /** True if the lookup was not made because something it depends on is missing; false if it was made and failed. */
  readonly skipped: boolean;
}

export const known = <T>(value: T): Fact<T> => ({ known: true, value });

/** Whether the lookup was made and failed, as opposed to being skipped. */
export const lookupFailed = (fact: Fact<unknown>): boolean => !fact.known && !fact.skipped;

/** Something that a lookup depends on is missing, so the lookup is not made. Another fact reports what is missing. */
export class LookupSkippedError extends Error {
  override readonly name = 'LookupSkippedError';
}
