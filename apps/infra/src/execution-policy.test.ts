import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { EXECUTION_POLICY_FILE, executionPolicy } from './bootstrap/execution-policy-stack.ts';
import { CLOUDFORMATION_ACTIONS } from './testing/cloudformation-actions.ts';
import { fleetNames } from './testing/fleets.ts';
import { allows, physicalArn } from './testing/policy.ts';
import type { PolicyDocument } from './testing/policy.ts';
import { templateOf } from './testing/synthesize.ts';

const policy = executionPolicy('aws') as PolicyDocument;
const arn = (rest: string) => `arn:aws:${rest}`;

describe('execution-policy.json', () => {
  it('fits a managed policy', () => {
    expect(readFileSync(EXECUTION_POLICY_FILE, 'utf8').replace(/\s/g, '').length).toBeLessThanOrEqual(6144);
  });

  it('names each statement once', () => {
    const sids = policy.Statement.map(({ Sid }) => Sid);
    expect(new Set(sids).size).toBe(sids.length);
    expect(sids).not.toContain(undefined);
  });

  it.each(fleetNames)('lets CloudFormation make, change and delete every resource of %s', (fleet) => {
    const missing = Object.entries(templateOf(fleet).resources).flatMap(([logicalId, resource]) => {
      const actions = CLOUDFORMATION_ACTIONS[resource.Type];
      if (!actions) return [`${resource.Type} has no reviewed list of actions`];
      return actions
        .filter((action) => !allows(policy, action, physicalArn(fleet, logicalId, resource)))
        .map((action) => `${action} for ${logicalId}`);
    });
    expect(missing).toEqual([]);
  });

  it('lets CloudFormation clean up what only the JavaScript stack had', () => {
    const old = [
      'azRebalanceSuspenderLambdaC1234567',
      'azRebalanceSuspenderProviderframeworkonEvent12345678',
      'LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aFD4BFC8A',
    ];
    for (const id of old) {
      const [lambda, role] = [
        `lambda:us-east-1:111111111111:function:ci-${id}-1A2B3C4D5E6F`,
        `iam::111111111111:role/ci-${id}-1A2B3C4D5E6F`,
      ];
      expect(allows(policy, 'lambda:InvokeFunction', arn(lambda))).toBe(true);
      expect(allows(policy, 'lambda:DeleteFunction', arn(lambda))).toBe(true);
      expect(allows(policy, 'iam:DeleteRole', arn(role))).toBe(true);
      expect(allows(policy, 'iam:DeleteRolePolicy', arn(role))).toBe(true);
    }
    const scaler = arn('lambda:us-east-1:111111111111:function:ci-scalerLambdaEE0B7FDF-1A2B3C4D5E6F');
    expect(allows(policy, 'lambda:DeleteFunctionConcurrency', scaler)).toBe(true);
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

  it('passes roles to EC2 and Lambda only', () => {
    const [statement] = policy.Statement.filter(({ Action }) => Action.includes('iam:PassRole'));
    expect(statement?.Condition).toEqual({
      StringEqualsIfExists: {
        'iam:PassedToService': ['ec2.amazonaws.com', 'ec2.amazonaws.com.cn', 'lambda.amazonaws.com'],
      },
    });
  });

  it('has the ARNs of the partition it is deployed in', () => {
    const text = JSON.stringify(executionPolicy('aws-us-gov'));
    expect(text).toContain('"arn:aws-us-gov:iam::*:role/');
    expect(text).not.toContain('"arn:aws:');
  });
});
