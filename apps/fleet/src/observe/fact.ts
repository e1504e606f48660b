/** Something asked of AWS or Semaphore: known, or not, and then why. */
export type Fact<T> =
  | { readonly known: true; readonly value: T }
  | {
      readonly known: false;
      readonly why: string;
      /** What other questions fail by too, whatever they ask. @default - `why` */
      readonly cause?: string | undefined;
      readonly remedy: string | undefined;
      /** False: what it rests on is missing, so nobody was asked. */
      readonly asked: boolean;
    };

export const known = <T>(value: T): Fact<T> => ({ known: true, value });

/** What another fact rests on is missing, so there was nothing to ask: the check of that one says what to do. */
export class NothingToAskError extends Error {
  override readonly name = 'NothingToAskError';
}
