import { describe, expect, it } from '@jest/globals';
import { logKeyProblem } from './log-key-problem.ts';
import type { LogKey } from './log-key.ts';
import { logKeyPolicy } from './testing/healthy-facts.ts';

const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const user = { stackName: 'ci', account: '111111111111', keyArn };
const groups = 'arn:aws:logs:eu-west-1:111111111111:log-group:/aws/lambda/ci/*';
const key = (changes: Partial<LogKey> = {}): LogKey => ({
  ...{ state: 'Enabled', spec: 'SYMMETRIC_DEFAULT', policy: logKeyPolicy(groups) },
  ...changes,
});
const withStatement = (statement: object) => key({ policy: JSON.stringify({ Statement: [statement] }) });
const everything = { Effect: 'Allow', Action: 'kms:*', Resource: '*' };
const logs = { Service: 'logs.eu-west-1.amazonaws.com' };

describe('logKeyProblem', () => {
  it.each([
    ['the statement of the documentation', key()],
    ['a multi-Region key whose primary region is changing', key({ state: 'Updating' })],
    [
      'a policy for all log groups of the region',
      key({ policy: logKeyPolicy('arn:aws:logs:eu-west-1:*:*') }),
    ],
    ['a statement without a condition', withStatement({ ...everything, Principal: logs })],
    [
      'a statement for several services',
      withStatement({ ...everything, Principal: { Service: ['sns.amazonaws.com', logs.Service] } }),
    ],
    [
      "the grant of the CDK's grantEncryptDecrypt",
      withStatement({
        ...{ Effect: 'Allow', Principal: logs, Resource: '*' },
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      }),
    ],
    ['a statement for everybody', withStatement({ ...everything, Principal: { AWS: ['*'] } })],
    // The evaluator does not know NotPrincipal. Only AWS can judge such a policy, so no problem is reported.
    [
      'a policy that cannot be evaluated',
      withStatement({ ...everything, NotPrincipal: logs, Principal: '*' }),
    ],
  ])('finds no problem with %s', (_, found) => {
    expect(logKeyProblem(found, user)).toBeUndefined();
  });

  it.each<[string, LogKey | undefined, RegExp]>([
    ['no key', undefined, /there is no key arn:/],
    ['a disabled key', key({ state: 'Disabled' }), /is Disabled/],
    ['an asymmetric key', key({ spec: 'RSA_2048' }), /is not symmetric/],
    ['a policy for another region', key({ policy: logKeyPolicy(groups, 'us-east-1') }), /no kms:Encrypt/],
    [
      'a policy for another stack',
      key({ policy: logKeyPolicy(groups.replace('ci', 'web')) }),
      /no kms:Encrypt/,
    ],
    [
      'a policy for one of the log groups',
      key({ policy: logKeyPolicy(groups.replace('*', 'agent-scaler')) }),
      /no/,
    ],
    [
      'the default policy',
      withStatement({ ...everything, Principal: { AWS: 'arn:aws:iam::111111111111:root' } }),
      /no/,
    ],
    [
      'a policy that allows only kms:Decrypt',
      withStatement({ ...everything, Action: 'kms:Decrypt', Principal: logs }),
      /Encrypt, kms:ReEncryptFrom/,
    ],
    ['a deny', withStatement({ ...everything, Effect: 'Deny', Principal: logs }), /no kms:Encrypt/],
  ])('reports %s', (_, found, problem) => {
    expect(logKeyProblem(found, user)?.problem).toMatch(problem);
  });

  it.each([
    [
      'no statement for CloudWatch Logs',
      withStatement({ ...everything, Principal: { Service: 'sns.amazonaws.com' } }),
      true,
    ],
    [
      'a condition that depends on the organization',
      withStatement({
        ...{ ...everything, Principal: logs },
        Condition: { StringEquals: { 'aws:SourceOrgID': 'o-1234567890' } },
      }),
      false,
    ],
    ['a disabled key', key({ state: 'Disabled' }), true],
  ])('knows whether AWS is certain to refuse the key: %s', (_, found, certain) => {
    expect(logKeyProblem(found, user)?.certain).toBe(certain);
  });

  it('names in the remedy the statement that the key policy needs', () => {
    const found = key({ policy: '{"Statement":[]}' });
    expect(logKeyProblem(found, user)?.remedy).toContain(`kms:EncryptionContext:aws:logs:arn ${groups}`);
  });
});
