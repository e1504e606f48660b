import { LOGICAL_IDS, SUSPENSION_TYPE } from '@agent-aws-stack/contract';
import type { Template } from './template.ts';

/** Which product deployed a stack. */
export type Origin = 'this' | 'javascript' | 'other';

/** Logical id of the JavaScript stack's custom resource that suspends AZRebalance. */
const JAVASCRIPT_SUSPENDER = 'azRebalanceSuspender';

/** Decides by resources that only one of the two products has; both have a group with the same logical id. */
export function originOf({ Resources = {} }: Template): Origin {
  if (!(LOGICAL_IDS.group in Resources)) return 'other';
  if (Object.values(Resources).some(({ Type }) => Type === SUSPENSION_TYPE)) return 'this';
  return JAVASCRIPT_SUSPENDER in Resources || LOGICAL_IDS.scalerFunction in Resources
    ? 'javascript'
    : 'other';
}
