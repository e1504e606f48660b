import { LOGICAL_IDS, SUSPENDER_FUNCTION_ID } from './logical-ids.ts';

/** The Lambdas of a fleet: the name of each Nx project, and the logical id of its function. */
export const LAMBDAS = {
  'agent-scaler': LOGICAL_IDS.scalerFunction,
  'ssh-keys-updater': LOGICAL_IDS.updaterFunction,
  'az-rebalance-suspender': SUSPENDER_FUNCTION_ID,
} as const;

export type LambdaName = keyof typeof LAMBDAS;

export const LAMBDA_NAMES = Object.keys(LAMBDAS) as readonly LambdaName[];
