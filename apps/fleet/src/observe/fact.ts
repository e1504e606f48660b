/** The result of a lookup in AWS or at Semaphore: its value, or why it is not known. */
export type Fact<T> = { readonly known: true; readonly value: T } | (Unknown & { readonly known: false });

export interface Unknown {
  readonly why: string;
  /** The underlying fault. All lookups that failed because of it have the same text here. @default - `why` */
  readonly cause?: string | undefined;
  readonly remedy: string | undefined;
  /** True if the lookup was not made, because there is nothing to look up or what it needs is not known; false if it was made and failed. */
  readonly skipped: boolean;
}

export const known = <T>(value: T): Fact<T> => ({ known: true, value });

/** Whether the lookup was made and failed, as opposed to being skipped. */
export const lookupFailed = (fact: Fact<unknown>): boolean => !fact.known && !fact.skipped;

/** Thrown if a lookup is not made, because there is nothing to look up, or because something that it needs is missing or could not be read. */
export class LookupSkippedError extends Error {
  override readonly name = 'LookupSkippedError';
}
