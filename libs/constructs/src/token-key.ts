import type { Conditions, Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { acceptWildcard } from './accepted-findings.ts';
import { core, iam } from './cdk.ts';

/**
 * Allows a role to decrypt an SSM parameter with this KMS key, given as id, key ARN, alias or alias ARN. A CDK token is a
 * key ARN, unless it begins with `alias/`.
 * Without a key, SSM uses the account's aws/ssm key. Its key policy already allows every principal of the account to
 * decrypt through SSM, so the role needs no statement.
 */
export function allowDecryption(policy: Policy, kmsKey: string | undefined): void {
  if (kmsKey === undefined) return;
  const stack = core.Stack.of(policy);
  if (core.Token.isUnresolved(kmsKey) && !kmsKey.startsWith('alias/')) {
    policy.addStatements(decryptStatement(kmsKey));
    return;
  }
  const arn = kmsKey.startsWith('arn:') ? stack.splitArn(kmsKey, core.ArnFormat.NO_RESOURCE_NAME) : undefined;
  const resource = arn?.resource ?? (kmsKey.startsWith('alias/') ? kmsKey : `key/${kmsKey}`);
  const isAlias = resource.startsWith('alias/');
  const keyArn = stack.formatArn({
    service: 'kms',
    // In a policy, the ARN of an alias means the alias itself, not its key.
    resource: isAlias ? 'key/*' : resource,
    arnFormat: core.ArnFormat.NO_RESOURCE_NAME,
    ...(arn && { region: arn.region, account: arn.account }),
  });
  const conditions = {
    'ForAnyValue:StringEquals': { 'kms:ResourceAliases': resource },
    StringEquals: { 'kms:ViaService': `ssm.${stack.region}.${stack.urlSuffix}` },
  };
  policy.addStatements(decryptStatement(keyArn, isAlias ? conditions : undefined));
  if (isAlias)
    acceptWildcard(policy, keyArn, 'The condition limits the statement to the key that has the alias.');
}

function decryptStatement(keyArn: string, conditions?: Conditions): PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DecryptToken',
    actions: ['kms:Decrypt'],
    resources: [keyArn],
    ...(conditions && { conditions }),
  });
}
