import { LOGICAL_IDS, SUSPENDER_FUNCTION_ID } from './logical-ids.ts';

/** A fleet's Lambdas by the names of their Nx projects, with the logical ids of their functions. */
export const LAMBDAS = {
  'agent-scaler': LOGICAL_IDS.scalerFunction,
  'ssh-keys-updater': LOGICAL_IDS.updaterFunction,
  'az-rebalance-suspender': SUSPENDER_FUNCTION_ID,
} as const;

export type LambdaName = keyof typeof LAMBDAS;

export const LAMBDA_NAMES = Object.keys(LAMBDAS) as readonly LambdaName[];
