import { LOGICAL_IDS, SUSPENSION_TYPE } from '@agent-aws-stack/contract';
import type { Template } from './template.ts';

/** Which product deployed a stack. */
export type Origin = 'this' | 'javascript' | 'other';

/** Logical id of the JavaScript stack's custom resource that suspends AZRebalance. */
const JAVASCRIPT_SUSPENDER = 'azRebalanceSuspender';

/**
 * The origin of a stack. This product and the JavaScript stack give the group and the scaler the same logical ids, but only this product has a
 * resource of SUSPENSION_TYPE. A stack with a group but without that resource is a JavaScript stack if it has the JavaScript suspender or a scaler.
 */
export function originOf({ Resources = {} }: Template): Origin {
  if (!(LOGICAL_IDS.group in Resources)) return 'other';
  if (Object.values(Resources).some(({ Type }) => Type === SUSPENSION_TYPE)) return 'this';
  return JAVASCRIPT_SUSPENDER in Resources || LOGICAL_IDS.scalerFunction in Resources
    ? 'javascript'
    : 'other';
}
