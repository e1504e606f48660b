import type { Target } from '../../observe/gather-facts.ts';

/** The fleet to examine. */
export interface Subject extends Target {
  /** Whether `fleet` is a configuration, which the deployed fleet should match, as opposed to the deployed fleet itself. */
  readonly isConfigured: boolean;
  /** Where the fleet should be, according to CDK_DEPLOY_ACCOUNT and CDK_DEPLOY_REGION. */
  readonly expected: { readonly account: string | undefined; readonly region: string | undefined };
}

/** Whether the fleet has a scaler. */
export const hasScaler = ({ fleet }: Pick<Subject, 'fleet'>): boolean => fleet.scaler !== undefined;
