import { OPERATING_SYSTEMS } from '@agent-aws-stack/contract';
import { operatingSystem, systemMeant } from '../kinds/operating-system.ts';
import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

export const isBuiltHere = (os: string): boolean => OPERATING_SYSTEMS.some((known) => known === os);

/** Without SEMAPHORE_AGENT_AMI, the stack finds the image by its name, which contains the operating system. */
export const systemRules: readonly Rule[] = [
  ({ instance: { os, amiId } }) =>
    when(!isBuiltHere(os) && amiId === undefined, {
      parameter: parameters.instance.os,
      expected: operatingSystem.expected,
      suggestion: systemMeant(os),
    }),
];
