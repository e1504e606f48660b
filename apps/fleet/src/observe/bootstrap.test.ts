import { describe, expect, it } from '@jest/globals';
import { executionPolicyOf, qualifierOf } from './bootstrap.ts';
import { HEALTHY } from './testing/healthy-facts.ts';
import { healthyRegion, POLICY } from './testing/healthy-region.ts';
import { inRegion } from './testing/in-region.ts';

const caller = { account: '111111111111', arn: 'arn:aws-cn:iam::111111111111:user/x' };
const stack = (roleArn: string) => ({ ...HEALTHY.stack!, roleArn });

describe('qualifierOf', () => {
  it.each([
    ['no stack', undefined, 'hnb659fds'],
    ['a stack with a role outside the bootstrap', stack('arn:aws:iam::1:role/deployer'), 'hnb659fds'],
    [
      "a stack with a bootstrap's role",
      stack('arn:aws:iam::1:role/cdk-agents-cfn-exec-role-1-eu-west-1'),
      'agents',
    ],
    [
      "a stack with a bootstrap's role under a path",
      stack('arn:aws:iam::1:role/a/cdk-ci2-cfn-exec-role-1-x'),
      'ci2',
    ],
  ])('finds the qualifier for %s', (_, stackFound, qualifier) =>
    expect(qualifierOf(stackFound)).toBe(qualifier),
  );
});

describe('executionPolicyOf', () => {
  const policy = (name: string, account = caller.account) => ({
    PolicyName: name,
    PolicyArn: `arn:aws:iam::${account}:policy/${name}`,
  });

  /** Looks up the execution policy where only the policy named `current` has this version's document. */
  async function lookUp(attached: readonly object[], roleArn: string | undefined) {
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
    const policyInForce = await inRegion(answer, (aws) =>
      executionPolicyOf(
        aws,
        caller,
        { roleArn, qualifier: 'agents', region: 'eu-west-1' },
        (part, partition) => {
          partitions.push(`${part} ${partition}`);
          return POLICY;
        },
      ),
    );
    return { policyInForce, roles, partitions };
  }

  it.each([
    [
      "the policy with this version's document",
      [policy('old'), policy('current')],
      { name: 'current', current: true },
    ],
    [
      "the first policy if none has this version's document",
      [policy('old'), policy('older')],
      { name: 'old', current: false },
    ],
    ["nothing for another account's policy", [policy('current', '222222222222')], undefined],
    ['nothing without policies', [], undefined],
  ])('finds %s', async (_, attached, policyInForce) => {
    expect(await lookUp(attached, undefined)).toMatchObject({ policyInForce });
  });

  it.each([
    ['of the stack', 'arn:aws:iam::111111111111:role/a/deployer', 'deployer'],
    ['of the bootstrap, if the stack has none', undefined, 'cdk-agents-cfn-exec-role-111111111111-eu-west-1'],
  ])(
    "reads the role %s, and compares its policies with the document for the caller's partition",
    async (_, roleArn, role) => {
      expect(await lookUp([policy('current')], roleArn)).toMatchObject({
        roles: [role],
        partitions: ['resources aws-cn', 'roles aws-cn', 'upgrade aws-cn'],
      });
    },
  );
});
