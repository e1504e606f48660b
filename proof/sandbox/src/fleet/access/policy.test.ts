import { describe, expect, it } from '@jest/globals';
import { requestContext } from './conditions.ts';
import { policyForRequest } from './policy.ts';

const context = requestContext({ 'aws:PrincipalAccount': '1', 'aws:SecureTransport': 'true' });
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const allow = { Effect: 'Allow', Action: 'autoscaling:*', Resource: ['*'] };

const read = (document: string) =>
  (JSON.parse(policyForRequest(document, context) ?? '{}') as { Statement?: unknown }).Statement;

describe('policyForRequest', () => {
  it('keeps a statement whose conditions are met, without the conditions', () => {
    const conditional = { ...allow, Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    expect(read(policy(conditional))).toEqual([allow]);
  });

  it('accepts JSON booleans in conditions', () => {
    const conditional = { ...allow, Condition: { Bool: { 'aws:SecureTransport': true } } };
    expect(read(policy(conditional))).toEqual([allow]);
  });

  it('leaves out a statement whose conditions are not met', () => {
    const conditional = { ...allow, Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(read(policy(allow, conditional))).toEqual([allow]);
    expect(policyForRequest(policy(conditional), context)).toBeUndefined();
  });

  it('replaces policy variables in resources', () => {
    const statement = {
      Effect: 'Allow',
      NotAction: 'iam:*',
      NotResource: 'arn:aws:s3:::${aws:PrincipalAccount}',
    };
    expect(read(policy(statement))).toEqual([{ ...statement, NotResource: ['arn:aws:s3:::1'] }]);
  });

  it('accepts a single statement that is not in a list', () => {
    const document = JSON.stringify({ Version: '2012-10-17', Statement: allow });
    expect(read(document)).toEqual([allow]);
  });
});
