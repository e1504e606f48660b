import { isWindows } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

/** A third of each is about as long as the slowest boots. EC2 takes minutes to hand out a Mac. */
const shortestFor = (os: string): { readonly system: string; readonly seconds: number } => {
  if (os === 'macos') return { system: 'macOS', seconds: 3_600 };
  return isWindows(os) ? { system: 'Windows', seconds: 900 } : { system: 'Linux', seconds: 180 };
};

export const launchCautions: readonly FindCautions[] = [
  ({ instance: { os }, group: { launchTimeoutSeconds } }) => {
    const { system, seconds } = shortestFor(os);
    return when(launchTimeoutSeconds > 0 && launchTimeoutSeconds < seconds, {
      parameter: parameters.group.launchTimeoutSeconds,
      effect: `is short for ${system}: the group replaces each instance whose agent is not ready after ${launchTimeoutSeconds} seconds, even if it is only slow`,
      remedy: `Set at least ${seconds}`,
    });
  },
];
