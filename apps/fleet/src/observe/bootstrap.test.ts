import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { awsClients } from '../aws/clients.ts';
import type { AwsClients } from '../aws/clients.ts';
import { withoutSettings } from '../testing/without-settings.ts';
import { HEALTHY } from './testing/healthy-facts.ts';
import { healthyRegion, POLICY } from './testing/healthy-region.ts';
import { executionPolicyOf, qualifierOf, regionOf } from './bootstrap.ts';

const caller = { account: '111111111111', arn: 'arn:aws-cn:iam::111111111111:user/x' };
const stack = (roleArn: string) => ({ ...HEALTHY.stack!, roleArn });

describe('qualifierOf', () => {
  it.each([
    ['no stack', undefined, 'hnb659fds'],
    ['a role of its own', stack('arn:aws:iam::1:role/deployer'), 'hnb659fds'],
    ['the role of a bootstrap', stack('arn:aws:iam::1:role/cdk-agents-cfn-exec-role-1-eu-west-1'), 'agents'],
    ['such a role under a path', stack('arn:aws:iam::1:role/a/cdk-ci2-cfn-exec-role-1-x'), 'ci2'],
  ])('of %s', (_, of, qualifier) => expect(qualifierOf(of)).toBe(qualifier));
});

describe('regionOf', () => {
  const clients = (region: () => Promise<string>) =>
    ({ sts: { config: { region } } }) as unknown as AwsClients;

  it('is that of the clients', async () => {
    expect(await regionOf(clients(async () => 'eu-west-1'))).toBe('eu-west-1');
  });

  it.each([
    ['an error', new Error('Region is missing'), 'Region is missing'],
    ['another thing', 'no region', 'no region'],
  ])('is told to be missing, with the way to name one: %s', async (_, thrown, why) => {
    await expect(regionOf(clients(() => Promise.reject(thrown)))).rejects.toMatchObject({
      name: 'UserError',
      key: 'AWS_REGION',
      message: `AWS_REGION: ${why}`,
      remedy: 'Name a region: --region eu-west-1',
    });
  });
});

describe('executionPolicyOf', () => {
  const policy = (name: string, account = caller.account) => ({
    PolicyName: name,
    PolicyArn: `arn:aws:iam::${account}:policy/${name}`,
  });

  /** What is found where `current` is the only policy with the document that the bootstrap puts in place. */
  async function found(attached: readonly object[], roleArn: string | undefined) {
    const roles: unknown[] = [];
    const partitions: string[] = [];
    const answer = healthyRegion({
      ListAttachedRolePolicies: ({ input }, reply) => {
        roles.push(input['RoleName']);
        reply.ok({ AttachedPolicies: attached });
      },
      GetPolicyVersion: ({ input }, reply) => {
        const document = String(input['PolicyArn']).endsWith('/current') ? POLICY : { Version: '2012-10-17' };
        reply.ok({ PolicyVersion: { Document: encodeURIComponent(JSON.stringify(document)) } });
      },
    });
    await using server = await AwsServer.start(answer);
    const before = process.env;
    process.env = { ...withoutSettings(before), ...server.environment, AWS_REGION: 'eu-west-1' };
    try {
      const role = { roleArn, qualifier: 'agents', region: 'eu-west-1' };
      const policyInForce = await executionPolicyOf(awsClients(), caller, role, (partition) => {
        partitions.push(partition);
        return POLICY;
      });
      return { policyInForce, roles, partitions };
    } finally {
      process.env = before;
    }
  }

  it.each([
    ['the one that agrees', [policy('old'), policy('current')], { name: 'current', current: true }],
    ['else the first', [policy('old'), policy('older')], { name: 'old', current: false }],
    ["none of another account's", [policy('current', '222222222222')], undefined],
    ['none', [], undefined],
  ])('is %s', async (_, attached, policyInForce) => {
    expect(await found(attached, undefined)).toMatchObject({ policyInForce });
  });

  it.each([
    ["the stack's", 'arn:aws:iam::111111111111:role/a/deployer', 'deployer'],
    ["else the bootstrap's", undefined, 'cdk-agents-cfn-exec-role-111111111111-eu-west-1'],
  ])("asks for the role %s, and for the document of the caller's partition", async (_, roleArn, role) => {
    expect(await found([policy('current')], roleArn)).toMatchObject({
      roles: [role],
      partitions: ['aws-cn'],
    });
  });
});
