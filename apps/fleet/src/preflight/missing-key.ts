import type { Destination } from './destination.ts';

/** Says that there is no such KMS key, and for an id or alias, where it was looked up. */
export const missingKey = (key: string, { identity: { account, region } }: Destination): string =>
  key.startsWith('arn:')
    ? `there is no key ${key}`
    : `account ${account}, region ${region} has no key ${key}`;
