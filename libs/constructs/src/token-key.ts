import type { Policy } from 'aws-cdk-lib/aws-iam';
import type { TokenConfig } from '@agent-aws-stack/config';
import { acceptWildcard } from './accepted-findings.ts';
import { parameterArn } from './arns.ts';
import { core, iam } from './cdk.ts';

/**
 * Allows a role to decrypt the token's parameter, and nothing else, with the parameter's KMS key. The key is given as id,
 * key ARN, alias or alias ARN. A value that is a CDK token counts as a key ARN, unless it begins with `alias/`.
 * Without a key, SSM uses the account's aws/ssm key. Its key policy already allows every principal of the account to
 * decrypt through SSM, so the role needs no statement.
 */
export function allowDecryption(policy: Policy, { kmsKey, parameterName }: TokenConfig): void {
  if (kmsKey === undefined) return;
  const stack = core.Stack.of(policy);
  const { keyArn, alias } = keyResource(stack, kmsKey);
  policy.addStatements(
    new iam.PolicyStatement({
      sid: 'DecryptToken',
      actions: ['kms:Decrypt'],
      resources: [keyArn],
      conditions: {
        // SSM encrypts a SecureString with its parameter's ARN as encryption context.
        // https://docs.aws.amazon.com/kms/latest/developerguide/services-parameter-store.html
        StringEquals: {
          'kms:ViaService': `ssm.${stack.region}.${stack.urlSuffix}`,
          'kms:EncryptionContext:PARAMETER_ARN': parameterArn(policy, parameterName),
        },
        ...(alias && { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } }),
      },
    }),
  );
  if (alias)
    acceptWildcard(policy, keyArn, 'The condition limits the statement to the key that has the alias.');
}

interface KeyResource {
  /** The key's ARN, or a pattern that matches all keys if the key is given by its alias. */
  readonly keyArn: string;
  readonly alias?: string | undefined;
}

function keyResource(stack: ReturnType<typeof core.Stack.of>, kmsKey: string): KeyResource {
  if (core.Token.isUnresolved(kmsKey) && !kmsKey.startsWith('alias/')) return { keyArn: kmsKey };
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
  return { keyArn, alias: isAlias ? resource : undefined };
}
