import { describe, expect, it } from '@jest/globals';
import { mac, problemsOf } from '../testing/rule-cases.ts';

const strict = { JOB_ISOLATION: 'strict' };

describe('job isolation', () => {
  it.each([
    ['on Linux', strict, []],
    ['on Linux, with policies', { ...strict, JOB_MANAGED_POLICY_NAMES: 'ci-deploy' }, []],
    [
      'with a Linux that this project does not build',
      { ...strict, OS: 'debian-12', AMI: 'ami-0123456789abcdef0' },
      [],
    ],
    [
      'on macOS',
      { ...strict, ...mac },
      [/^JOB_ISOLATION: none with SEMAPHORE_AGENT_OS macos: on macOS, the packet filter/],
    ],
    [
      'on Windows',
      { ...strict, OS: 'windows-2022' },
      [/^JOB_ISOLATION: none with SEMAPHORE_AGENT_OS windows-2022: .* is an administrator$/],
    ],
    [
      'with policies of jobs but no isolation',
      { JOB_MANAGED_POLICY_NAMES: 'ci-deploy' },
      [/^JOB_MANAGED_POLICY_NAMES: not to be set unless SEMAPHORE_AGENT_JOB_ISOLATION is strict/],
    ],
  ])('%s', (_, settings, problems) => {
    expect(problemsOf(settings)).toEqual(problems.map((problem) => expect.stringMatching(problem)));
  });
});
