import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import type { FakeRegion } from '../testing/fake-region.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const GROUP = 'sg-0123456789abcdef0';
const VPC = {
  SEMAPHORE_AGENT_VPC_ID: 'vpc-0123456789abcdef0',
  SEMAPHORE_AGENT_SUBNETS: ['subnet-0123456789abcdef0'],
};
const settings = {
  ...VPC,
  SEMAPHORE_AGENT_SECURITY_GROUP_ID: GROUP,
  SEMAPHORE_AGENT_KEY_NAME: 'ops',
  SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: 'agent-aws-stack-permissions-boundary',
  SEMAPHORE_AGENT_JOB_ISOLATION: 'strict',
  SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES: ['ci/jobs'],
  SEMAPHORE_AGENT_MANAGED_POLICY_NAMES: ['ci/deploy', 'arn:aws:iam::aws:policy/ReadOnlyAccess'],
};
const fleets = fleetsOf(fleetParameters('linux', settings), fleetParameters('mac', settings));

describe('the checks of what instances are launched with', () => {
  it('find nothing if everything exists', async () => {
    expect(await preflightProblems(new FakeSite(), fleets)).toEqual([]);
  });

  it('warn of other CDK apps before a bootstrap that creates the boundary', async () => {
    const site = new FakeSite();
    site.region.absent.add('arn:aws:iam::111111111111:policy/agent-aws-stack-permissions-boundary');
    const [problem] = await preflightProblems(site, fleets);
    expect(problem?.remedy).toMatch(
      /fleet -- bootstrap --profile ops\. .*If other CDK apps of the account and region/,
    );
  });

  it.each<[string, (region: FakeRegion) => void, RegExp]>([
    [
      'a security group that does not exist',
      ({ absent }) => absent.add(GROUP),
      /^SEMAPHORE_AGENT_SECURITY_GROUP_ID of linux, mac: there is no security group sg-0123456789abcdef0/,
    ],
    [
      'a security group without outbound rules',
      ({ closed }) => closed.add(GROUP),
      /allows no outbound traffic/,
    ],
    [
      'a permissions boundary that does not exist',
      ({ absent }) => absent.add('arn:aws:iam::111111111111:policy/agent-aws-stack-permissions-boundary'),
      /^SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN of linux, mac: there is no policy arn:aws:iam::111111111111:policy\/agent-/,
    ],
    [
      'a key pair that does not exist',
      ({ absent }) => absent.add('ops'),
      /^SEMAPHORE_AGENT_KEY_NAME of linux, mac: there is no key pair ops/,
    ],
    [
      'a policy of the account that does not exist',
      ({ absent }) => absent.add('arn:aws:iam::111111111111:policy/ci/deploy'),
      /^SEMAPHORE_AGENT_MANAGED_POLICY_NAMES of linux, mac: there is no policy arn:aws:iam::111111111111:policy\/ci\/deploy$/,
    ],
    [
      "a policy of the jobs' role that does not exist",
      ({ absent }) => absent.add('arn:aws:iam::111111111111:policy/ci/jobs'),
      /^SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES of linux, mac: there is no policy .*ci\/jobs$/,
    ],
    [
      'a policy of AWS that does not exist',
      ({ absent }) => absent.add('arn:aws:iam::aws:policy/ReadOnlyAccess'),
      /there is no policy arn:aws:iam::aws:policy\/ReadOnlyAccess$/,
    ],
  ])('report %s, once for both fleets', async (_, breakIt, problem) => {
    const site = new FakeSite();
    breakIt(site.region);
    expect(await preflightProblems(site, fleets)).toEqual([
      { problem: expect.stringMatching(problem), remedy: expect.any(String), certain: true },
    ]);
  });
});
