import { describe, expect, it, jest } from '@jest/globals';
import type { IamDecision, Region, RolePolicies } from '../region/region.ts';
import { authorize } from './authorize.ts';
import type { Caller } from './caller.ts';

const group = {
  arn: 'arn:aws:autoscaling:us-east-1:000000000000:autoScalingGroup:u:autoScalingGroupName/g',
  tags: [{ key: 'fleet', value: 'lab', propagateAtLaunch: true }],
};
const role: Caller = { kind: 'role', arn: 'arn:aws:sts::000000000000:assumed-role/lab/i-1', name: 'lab' };
const policy = (condition?: object) =>
  JSON.stringify({ Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Condition: condition }] });

function iam(policies: Partial<RolePolicies>, ...decisions: IamDecision[]) {
  const simulate = jest.fn<Region['simulate']>(() =>
    Promise.resolve<IamDecision>(decisions.shift() ?? 'implicitDeny'),
  );
  return {
    simulate,
    simulatePrincipal: () => Promise.resolve<IamDecision>(decisions.shift() ?? 'implicitDeny'),
    rolePolicies: () => Promise.resolve({ documents: [], boundary: undefined, ...policies }),
  };
}

const check = (region: ReturnType<typeof iam>, caller = role) =>
  authorize(region, 'us-east-1', caller, 'autoscaling:SetDesiredCapacity', group);

describe('authorize', () => {
  it.each(['root', 'administrator'] as const)('allows all actions to a caller of kind %s', async (kind) => {
    const region = iam({});
    await check(region, { ...role, kind });
    expect(region.simulate).not.toHaveBeenCalled();
  });

  it("lets the emulator's IAM evaluate a role's policies", async () => {
    const region = iam({ documents: [policy()] }, 'allowed');
    await check(region);
    expect(region.simulate).toHaveBeenCalledWith(
      [expect.any(String)],
      'autoscaling:SetDesiredCapacity',
      group.arn,
    );
  });

  it.each<[IamDecision, RegExp]>([
    ['implicitDeny', /because no identity-based policy allows the autoscaling:SetDesiredCapacity action$/],
    ['explicitDeny', /with an explicit deny in an identity-based policy$/],
  ])("denies a call with AWS's message for %s", async (decision, message) => {
    const denied = check(iam({ documents: [policy()] }, decision));
    await expect(denied).rejects.toMatchObject({ code: 'AccessDenied', status: 403 });
    await expect(denied).rejects.toThrow(message);
    await expect(denied).rejects.toThrow(
      `User: ${role.arn} is not authorized to perform: autoscaling:SetDesiredCapacity on resource: ${group.arn}`,
    );
  });

  it("denies everything to a role without policies, without calling the emulator's IAM", async () => {
    const region = iam({ documents: [] }, 'allowed');
    await expect(check(region)).rejects.toThrow('no identity-based policy');
    expect(region.simulate).not.toHaveBeenCalled();
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
    const region = iam({ documents: [policy({ StringEquals: { [key]: value } })] }, 'allowed');
    if (holds) await expect(check(region)).resolves.toBeUndefined();
    else await expect(check(region)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it("denies calls outside of a role's permissions boundary", async () => {
    const within = iam({ documents: [policy()], boundary: policy() }, 'allowed', 'allowed');
    await expect(check(within)).resolves.toBeUndefined();
    const outside = iam({ documents: [policy()], boundary: policy() }, 'allowed', 'implicitDeny');
    await expect(check(outside)).rejects.toMatchObject({ code: 'AccessDenied' });
  });

  it("lets the emulator's IAM evaluate all policies of a user at once", async () => {
    const user: Caller = { kind: 'user', arn: 'arn:aws:iam::000000000000:user/ann', name: 'ann' };
    await expect(check(iam({}, 'allowed'), user)).resolves.toBeUndefined();
    await expect(check(iam({}, 'explicitDeny'), user)).rejects.toThrow('explicit deny');
  });
});
