import { LOGICAL_IDS, SUSPENSION_TYPE } from '@agent-aws-stack/contract';
import type { Template } from './template.ts';

/** Which product deployed a stack. */
export type Origin = 'this' | 'javascript' | 'other';

/** Logical id of the JavaScript stack's custom resource that suspends AZRebalance. */
const JAVASCRIPT_SUSPENDER = 'azRebalanceSuspender';

/**
 * A stack of this product has the resource that suspends AZRebalance. A stack without it that has the JavaScript stack's
 * suspender or a scaler is one of the JavaScript stack's: both products give the group and the scaler the same logical ids.
 */
export function originOf({ Resources = {} }: Template): Origin {
  if (!(LOGICAL_IDS.group in Resources)) return 'other';
  if (Object.values(Resources).some(({ Type }) => Type === SUSPENSION_TYPE)) return 'this';
  return JAVASCRIPT_SUSPENDER in Resources || LOGICAL_IDS.scalerFunction in Resources
    ? 'javascript'
    : 'other';
}
