import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CLOUDFORMATION_ACTIONS } from './testing/cloudformation-actions.ts';
import { fleetNames } from './testing/fleets.ts';
import { allows, physicalArn } from './testing/policy.ts';
import type { PolicyDocument } from './testing/policy.ts';
import { REVIEWED_RIGHTS } from './testing/reviewed-rights.ts';
import { templateOf } from './testing/synthesize.ts';

const text = readFileSync(join(import.meta.dirname, '../execution-policy.json'), 'utf8');
const policy = JSON.parse(text) as PolicyDocument;
const arn = (rest: string) => `arn:aws:${rest}`;

describe('execution-policy.json', () => {
  it('fits the size limit of a managed policy', () => {
    expect(text.replace(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });

  it('gives every statement a Sid of its own', () => {
    const sids = policy.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids).not.toContain(undefined);
  });

  it.each(fleetNames)('lets CloudFormation create, change and delete every resource of %s', (fleet) => {
    expect(missingFor(fleet, policy)).toEqual([]);
  });

  it.each(REVIEWED_RIGHTS)('allows $action on $resource: $reason', ({ action, resource }) => {
    expect(allows(policy, action, resource)).toBe(true);
  });

  it.each(policy.Statement.map(({ Sid }) => Sid))('needs the statement %s', (sid) => {
    const others = { Statement: policy.Statement.filter(({ Sid }) => Sid !== sid) };
    const lost = REVIEWED_RIGHTS.filter(({ action, resource }) => !allows(others, action, resource));
    const isNeeded = lost.length > 0 || fleetNames.some((fleet) => missingFor(fleet, others).length > 0);
    expect(isNeeded).toBe(true);
  });

  it.each([
    ['iam:PutRolePolicy', arn('iam::111111111111:role/Administrator')],
    ['iam:PassRole', arn('iam::111111111111:role/Administrator')],
    ['iam:CreateUser', arn('iam::111111111111:user/eve')],
    ['iam:CreatePolicyVersion', arn('iam::111111111111:policy/ci')],
    ['lambda:UpdateFunctionCode', arn('lambda:us-east-1:111111111111:function:payments')],
    ['ssm:GetParameter', arn('ssm:us-east-1:111111111111:parameter/prod/secret')],
    [
      'autoscaling:DeleteAutoScalingGroup',
      arn('autoscaling:us-east-1:111111111111:autoScalingGroup:x:autoScalingGroupName/web'),
    ],
    ['ec2:TerminateInstances', arn('ec2:us-east-1:111111111111:instance/i-0123456789abcdef0')],
    ['s3:GetObject', arn('s3:::acme-secrets/key')],
    ['logs:DeleteLogGroup', arn('logs:us-east-1:111111111111:log-group:/aws/lambda/payments')],
  ])('does not allow %s on %s', (action, resource) => {
    expect(allows(policy, action, resource)).toBe(false);
  });

  it('lets CloudFormation pass roles to EC2 and Lambda only', () => {
    const [statement] = policy.Statement.filter(({ Action }) => Action.includes('iam:PassRole'));
    expect(statement?.Condition).toEqual({
      StringEqualsIfExists: {
        'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'lambda.amazonaws.com'],
      },
    });
  });
});

/** The actions that the policy does not allow, although CloudFormation needs them to create, change and delete the fleet. */
function missingFor(fleet: string, allowed: PolicyDocument): string[] {
  return Object.entries(templateOf(fleet).resources).flatMap(([logicalId, resource]) => {
    const actions = CLOUDFORMATION_ACTIONS[resource.Type];
    if (!actions) return [`${resource.Type} has no reviewed list of actions`];
    return actions
      .filter((action) => !allows(allowed, action, physicalArn(fleet, logicalId, resource)))
      .map((action) => `${action} for ${logicalId}`);
  });
}
