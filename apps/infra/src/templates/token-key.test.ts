import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';
const policies = [LOGICAL_IDS.instancePolicy, LOGICAL_IDS.scalerPolicy];

const throughParameter = {
  'kms:ViaService': { 'Fn::Join': ['', ['ssm.us-east-1.', { Ref: 'AWS::URLSuffix' }]] },
  'kms:EncryptionContext:PARAMETER_ARN': 'arn:aws:ssm:us-east-1:111111111111:parameter/agent-token',
};
const hasAlias = (alias: string) => ({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } });

describe.each(policies)('the permission of %s to decrypt the token', (policy) => {
  it.each([
    ['token-key-id', `arn:aws:kms:us-east-1:111111111111:key/${KEY}`, {}],
    ['token-key-arn', `arn:aws:kms:us-east-1:222222222222:key/${KEY}`, {}],
    ['token-key-alias', 'arn:aws:kms:us-east-1:111111111111:key/*', hasAlias('alias/ci')],
    ['token-key-alias-arn', 'arn:aws:kms:us-east-1:222222222222:key/*', hasAlias('alias/shared/ci')],
  ])(
    "covers the key of fleet %s, but only to read the token's parameter through SSM",
    (fleet, resource, condition) => {
      const statement = templateOf(fleet).statement(policy, 'DecryptToken');
      expect(statement).toMatchObject({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: resource });
      expect(statement.Condition).toEqual({ StringEquals: throughParameter, ...condition });
    },
  );

  it("is absent if the token is encrypted with the account's aws/ssm key", () => {
    expect(JSON.stringify(templateOf('plain').statements(policy))).not.toContain('kms:');
  });
});
