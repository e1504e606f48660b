import type { Target } from '../../observe/gather-facts.ts';

/** The fleet to examine. */
export interface Subject extends Target {
  /** Where the fleet should be, according to CDK_DEPLOY_ACCOUNT and CDK_DEPLOY_REGION. */
  readonly expected: { readonly account: string | undefined; readonly region: string | undefined };
}
