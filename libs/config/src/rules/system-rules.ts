import { isWindows, OPERATING_SYSTEMS } from '@agent-aws-stack/contract';
import { operatingSystem } from '../kinds/operating-system.ts';
import { nearest } from '../nearest.ts';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

const READS = ['SEMAPHORE_AGENT_OS', 'SEMAPHORE_AGENT_AMI'] as const;

const isBuiltHere = (os: string): boolean => OPERATING_SYSTEMS.some((known) => known === os);

/** An image is found by its name, which holds the system's. */
export const systemRules: readonly Rule[] = [
  rule(READS, ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_AMI: ami }) =>
    when(!isBuiltHere(os) && ami === undefined, {
      key: 'SEMAPHORE_AGENT_OS',
      expected: operatingSystem.expected,
      suggestion: nearest(os, OPERATING_SYSTEMS),
    }),
  ),
];

export const systemCautions: readonly Rule[] = [
  rule(READS, ({ SEMAPHORE_AGENT_OS: os, SEMAPHORE_AGENT_AMI: ami }) => {
    const meant = nearest(os, OPERATING_SYSTEMS);
    const script = isWindows(os) ? "Windows' (PowerShell)" : "Linux's (bash)";
    return when(!isBuiltHere(os) && ami !== undefined, {
      key: 'SEMAPHORE_AGENT_OS',
      expected: `is ${os}, which this project builds no images for; ${ami} is launched with ${script} user data${meant === undefined ? '' : `; did you mean ${meant}?`}`,
    });
  }),
];
