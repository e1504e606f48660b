import { LOGICAL_IDS, SUSPENSION_TYPE } from '@agent-aws-stack/contract';
import type { Template } from './template.ts';

/** Which product deployed a stack. */
export type Origin = 'this' | 'javascript' | 'other';

/** Logical id of the JavaScript stack's custom resource that suspends AZRebalance. */
const JAVASCRIPT_SUSPENDER = 'azRebalanceSuspender';

/**
 * Finds the origin of a stack that has a fleet's group; both products give the group and the scaler the same logical ids. With this
 * product's suspension resource, the stack is this product's. Without it, the JavaScript stack's suspender, or a scaler, shows that it is a JavaScript stack.
 */
export function originOf({ Resources = {} }: Template): Origin {
  if (!(LOGICAL_IDS.group in Resources)) return 'other';
  if (Object.values(Resources).some(({ Type }) => Type === SUSPENSION_TYPE)) return 'this';
  return JAVASCRIPT_SUSPENDER in Resources || LOGICAL_IDS.scalerFunction in Resources
    ? 'javascript'
    : 'other';
}
