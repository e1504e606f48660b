import { describe, expect, it, jest } from '@jest/globals';
import type { Decision } from '@agent-aws-stack/iam-evaluator';
import type { Region, RolePolicies } from '../region/region.ts';
import { authorize } from './authorize.ts';
import type { Caller } from './caller.ts';

const group = {
  arn: 'arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:u:autoScalingGroupName/g',
  tags: [{ key: 'fleet', value: 'lab', propagateAtLaunch: true }],
};
const role: Caller = { kind: 'role', arn: 'arn:aws:sts::000000000000:assumed-role/lab/i-1', name: 'lab' };
const statement = (rest: object) => JSON.stringify({ Statement: [{ Resource: '*', ...rest }] });
const policy = (condition?: object) => statement({ Effect: 'Allow', Action: '*', Condition: condition });
const deny = (action: string) => statement({ Effect: 'Deny', Action: action });

function iam(policies: Partial<RolePolicies>, ofUser: Decision = 'implicitDeny') {
  return {
    simulatePrincipal: () => Promise.resolve(ofUser),
    rolePolicies: jest.fn<Region['rolePolicies']>(() =>
      Promise.resolve({ documents: [], boundary: undefined, ...policies }),
    ),
  };
}

const check = (region: ReturnType<typeof iam>, caller = role) =>
  authorize(region, 'us-east-1', caller, 'autoscaling:SetDesiredCapacity', group);

describe('authorize', () => {
  it.each(['root', 'administrator'] as const)('allows all actions to a caller of kind %s', async (kind) => {
    const region = iam({});
    await check(region, { ...role, kind });
    expect(region.rolePolicies).not.toHaveBeenCalled();
  });

  it("allows what a role's policies allow", async () => {
    const region = iam({ documents: [deny('ec2:*'), policy()] });
    await expect(check(region)).resolves.toBeUndefined();
    expect(region.rolePolicies).toHaveBeenCalledWith(role.name);
  });

  it.each([
    [[policy(), deny('*')], /with an explicit deny in an identity-based policy$/],
    [[deny('ec2:*')], /because no identity-based policy allows the autoscaling:SetDesiredCapacity action$/],
    [[], /because no identity-based policy allows the autoscaling:SetDesiredCapacity action$/],
  ])("denies a call with AWS's message for the policies %j", async (documents, message) => {
    const denied = check(iam({ documents }));
    await expect(denied).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    await expect(denied).rejects.toThrow(message);
    await expect(denied).rejects.toThrow(
      `User: ${role.arn} is not authorized to perform: autoscaling:SetDesiredCapacity on resource: ${group.arn}`,
    );
  });

  it.each([
    ['autoscaling:ResourceTag/fleet', 'lab', true],
    ['aws:ResourceTag/fleet', 'lab', true],
    ['aws:ResourceTag/fleet', 'other', false],
    ['aws:RequestedRegion', 'us-east-1', true],
    ['aws:PrincipalArn', 'arn:aws:iam::000000000000:role/lab', true],
    ['aws:ResourceAccount', '000000000000', true],
    ['cloudwatch:namespace', 'Semaphore', false],
  ])('evaluates the condition %s = %s to %p', async (key, value, holds) => {
    const region = iam({ documents: [policy({ StringEquals: { [key]: value } })] });
    if (holds) await expect(check(region)).resolves.toBeUndefined();
    else await expect(check(region)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it("denies calls outside of a role's permissions boundary", async () => {
    const within = iam({ documents: [policy()], boundary: policy() });
    await expect(check(within)).resolves.toBeUndefined();
    const outside = iam({ documents: [policy()], boundary: deny('ec2:*') });
    await expect(check(outside)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it("lets the emulator's IAM evaluate all policies of a user at once", async () => {
    const user: Caller = { kind: 'user', arn: 'arn:aws:iam::000000000000:user/ann', name: 'ann' };
    await expect(check(iam({}, 'allowed'), user)).resolves.toBeUndefined();
    await expect(check(iam({}, 'explicitDeny'), user)).rejects.toThrow('explicit deny');
  });
});
