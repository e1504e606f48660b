import { RESOURCES } from '../fleets/resources.ts';
import type { Template } from './template.ts';

/** Which product deployed a stack. */
export type Origin = 'this' | 'javascript' | 'other';

/** The custom resource that suspends AZRebalance; the JavaScript stack's is answered by the CDK's provider framework. */
const OURS = 'Custom::AZRebalanceSuspension';
const THEIRS = 'azRebalanceSuspender';

/** Goes by what only one of the two has beside a group of the id that both have. */
export function originOf({ Resources = {} }: Template): Origin {
  if (!(RESOURCES.group in Resources)) return 'other';
  if (Object.values(Resources).some(({ Type }) => Type === OURS)) return 'this';
  return THEIRS in Resources || RESOURCES.scaler in Resources ? 'javascript' : 'other';
}
