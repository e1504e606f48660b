import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { core, iam } from './cdk.ts';

/**
 * What a role needs to decrypt an SSM parameter under this KMS key, given as id, key ARN, alias or alias ARN.
 * Nothing for the account's aws/ssm key: its own policy admits every principal of the account through SSM.
 */
export function decryptStatements(scope: Construct, kmsKey: string | undefined): PolicyStatement[] {
  if (kmsKey === undefined) return [];
  const stack = core.Stack.of(scope);
  const arn = kmsKey.startsWith('arn:') ? stack.splitArn(kmsKey, core.ArnFormat.NO_RESOURCE_NAME) : undefined;
  const resource = arn?.resource ?? (kmsKey.startsWith('alias/') ? kmsKey : `key/${kmsKey}`);
  const keyArn = (key: string): string =>
    stack.formatArn({
      service: 'kms',
      resource: key,
      arnFormat: core.ArnFormat.NO_RESOURCE_NAME,
      ...(arn && { region: arn.region, account: arn.account }),
    });
  const isAlias = resource.startsWith('alias/');
  return [
    new iam.PolicyStatement({
      sid: 'DecryptToken',
      actions: ['kms:Decrypt'],
      // An alias ARN as a resource would mean the alias, not its key.
      resources: [isAlias ? keyArn('key/*') : keyArn(resource)],
      ...(isAlias && {
        conditions: {
          'ForAnyValue:StringEquals': { 'kms:ResourceAliases': resource },
          StringEquals: { 'kms:ViaService': `ssm.${stack.region}.${stack.urlSuffix}` },
        },
      }),
    }),
  ];
}
