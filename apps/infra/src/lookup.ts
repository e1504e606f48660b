import type { Construct } from 'constructs';
import { UserError } from './user-error.ts';

export interface Lookup {
  /** The parameter that decides what is looked up. */
  readonly key: string;
  /** What is looked up, for "… could not be looked up". */
  readonly what: string;
  /** What the user reads when the account does not have it. */
  readonly missing: string;
}

/**
 * Looks something up in the account, through the CDK's context. In the first synthesis of two the CDK gives a dummy.
 * @throws LookupError when the CDK CLI has tried in vain, e.g. for want of credentials
 */
export function lookUp<T>(scope: Construct, find: () => T, { key, what, missing }: Lookup): T {
  const value = find();
  const failure = scope.node.metadata.find(({ type }) => type === 'aws:cdk:error');
  if (failure === undefined) return value;
  const cause = String(failure.data);
  throw new LookupError(
    `${key}: ${/could not find|no ami found/i.test(cause) ? missing : `${what} could not be looked up. ${cause}`}`,
  );
}

export class LookupError extends UserError {
  override readonly name = 'LookupError';
}
