import { RESOURCES } from '../fleets/resources.ts';

/** The fleet's Lambdas by the names of their projects, with the logical ids of their functions. */
export const LAMBDAS = {
  'agent-scaler': RESOURCES.scaler,
  'ssh-keys-updater': RESOURCES.updater,
  'az-rebalance-suspender': RESOURCES.suspender,
} as const;

export type LambdaName = keyof typeof LAMBDAS;

export const lambdaNames = Object.keys(LAMBDAS) as LambdaName[];
