import { describe, expect, it } from '@jest/globals';
import { builderPolicy, isUnproven, provenPolicy, refusal } from './builder-policy.ts';
import { EC2_ACTIONS } from './ec2/endpoint.ts';

const proven = provenPolicy();

describe('images/builder-policy.json', () => {
  it('allows exactly the actions of the fake EC2, except in Unproven statements', () => {
    const allowed = new Set(proven.Statement.flatMap(({ Action = [] }) => Action));
    expect([...allowed].toSorted()).toEqual(EC2_ACTIONS.map((action) => `ec2:${action}`).toSorted());
  });

  it('allows tagging instances only at launch, because terminating them depends on the tag', () => {
    const tagging = proven.Statement.filter(({ Action = [] }) => Action.includes('ec2:CreateTags'));
    expect(tagging.map(({ Resource, Condition }) => Condition['StringEquals'] ?? Resource)).toEqual([
      { 'ec2:CreateAction': ['CreateImage', 'CreateKeyPair', 'CreateSecurityGroup', 'RunInstances'] },
      ['arn:aws:ec2:*::image/*', 'arn:aws:ec2:*::snapshot/*'],
    ]);
  });

  // Packer-plugin-amazon 1.3.4: builder/common/step_cleanup_volumes.go, step_get_password.go, step_iam_instance_profile.go,
  // ssm/session.go. PassRole is for the instance profile. The user, not Packer, allocates hosts for macOS.
  it('marks as Unproven all actions that the builds of images:verify do not use', () => {
    const unproven = builderPolicy().Statement.filter(isUnproven);
    expect(unproven.flatMap(({ Action = [] }) => Action).toSorted()).toEqual([
      'ec2:AllocateHosts',
      'ec2:DeleteVolume',
      'ec2:DescribeHosts',
      'ec2:DescribeInstanceStatus',
      'ec2:GetPasswordData',
      'ec2:ReleaseHosts',
      'iam:GetInstanceProfile',
      'iam:PassRole',
      'ssm:StartSession',
      'ssm:TerminateSession',
    ]);
  });

  it.each([
    ['ec2:TerminateInstances', 'Packer: Semaphore agent on Ubuntu noble', undefined],
    ['ec2:TerminateInstances', 'production', /not allowed on a resource named production/],
    ['ec2:TerminateInstances', undefined, /not allowed on a resource named \(none\)/],
    ['ec2:DeregisterImage', 'Semaphore agent', undefined],
    ['ec2:DeregisterImage', 'golden', /golden/],
    ['ec2:RunInstances', undefined, undefined],
    ['ec2:DeleteVpc', undefined, /^ec2:DeleteVpc is not allowed on a resource named/],
  ])('for %s on a resource named %s, gives this refusal: %s', (action, name, expected) => {
    const why = refusal(proven, action, name);
    if (expected === undefined) expect(why).toBeUndefined();
    else expect(why).toMatch(expected);
  });
});
