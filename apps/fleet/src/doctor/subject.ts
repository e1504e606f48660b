import type { Target } from '../observe/gather-facts.ts';

/** The fleet to examine. */
export interface Subject extends Target {
  /** CDK_DEPLOY_ACCOUNT and CDK_DEPLOY_REGION: where the fleet should be. */
  readonly expected: { readonly account: string | undefined; readonly region: string | undefined };
}
