import { isWindows } from '@agent-aws-stack/contract';
import { parameters } from '../parameters/index.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

const { jobIsolation, jobManagedPolicies } = parameters.agent;

/** Why start scripts cannot isolate jobs on an operating system; undefined if they can. */
const cannotIsolate = (os: string): string | undefined => {
  if (isWindows(os)) return "on Windows, the agent's user, under which jobs run, is an administrator";
  if (os === 'macos') return "on macOS, the packet filter and the agent's files are not set up for it";
  return undefined;
};

export const isolationRules: readonly Rule[] = [
  ({ instance: { os }, agent }) => {
    const reason = cannotIsolate(os);
    return when(agent.jobIsolation === 'strict' && reason !== undefined, {
      parameter: jobIsolation,
      expected: `none with SEMAPHORE_AGENT_OS ${os}: ${reason}`,
      suggestion: 'none',
    });
  },
  ({ agent }) =>
    when(agent.jobIsolation !== 'strict' && agent.jobManagedPolicies.length > 0, {
      parameter: jobManagedPolicies,
      expected:
        "not to be set unless SEMAPHORE_AGENT_JOB_ISOLATION is strict: otherwise jobs have no role of their own (for policies on the instances' role, set SEMAPHORE_AGENT_MANAGED_POLICY_NAMES)",
    }),
];
