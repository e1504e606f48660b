import type { AwsClients } from '../aws/clients.ts';
import { actionsDenied, keyPolicyOf } from '../observe/key-policy.ts';
import { kmsKeyOf, type KmsKey } from '../observe/kms-key.ts';
import type { Destination } from './destination.ts';
import { missingKey } from './missing-key.ts';
import type { PreflightProblem } from './problem.ts';

/** What EC2 does with the key for the role that launches an instance. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const ACTIONS = [
  ...['CreateGrant', 'Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext'],
  ...['ReEncryptFrom', 'ReEncryptTo'],
].map((action) => `kms:${action}`);

/** Problems with the KMS key that encrypts the volumes of these fleets. Without the key, an instance ends right after its launch. @throws AwsError */
export async function checkVolumeKey(
  aws: Pick<AwsClients, 'kms'>,
  key: string,
  stackNames: readonly string[],
  destination: Destination,
): Promise<readonly PreflightProblem[]> {
  const { account, region } = destination.identity;
  const found = await kmsKeyOf(aws, key);
  const problem = (text: string, remedy: string, certain: boolean): readonly PreflightProblem[] => [
    {
      problem: `SEMAPHORE_AGENT_VOLUME_KMS_KEY: ${text}; without it, each instance of ${stackNames.join(', ')} ends right after its launch`,
      ...{ remedy, certain },
    },
  ];
  if (found === undefined)
    return problem(
      missingKey(key, destination),
      'If the key is in another account, give its ARN; for alias/aws/ebs, leave SEMAPHORE_AGENT_VOLUME_KMS_KEY empty',
      true,
    );
  if (found.state !== 'Enabled')
    return problem(
      `key ${key} is ${found.state}`,
      'Enable it (aws kms enable-key), or name another key',
      true,
    );
  if (found.spec !== 'SYMMETRIC_DEFAULT')
    return problem(
      `key ${key} is not symmetric (${found.spec})`,
      'EBS uses symmetric keys only. Name another key',
      true,
    );
  // The policies of AWS's own keys allow EBS. Those of another account's keys cannot be read.
  if (found.isManagedByAws || found.arn.split(':')[4] !== account) return [];
  const role = autoScalingRole(found, account);
  const denied = actionsDenied(await keyPolicyOf(aws, found.arn), { role }, ACTIONS, found.arn, {
    'aws:principalarn': role,
    'aws:principalaccount': account,
    'kms:calleraccount': account,
    'kms:granteeisawsservice': 'true',
    'kms:grantisforawsresource': 'true',
    'kms:viaservice': `ec2.${region}.amazonaws.com`,
  });
  // A grant may allow what the policy does not.
  return denied.length === 0
    ? []
    : problem(
        `the policy of key ${key} does not give Auto Scaling ${denied.join(', ')}`,
        `Add to the key policy, for Principal AWS ${role}: kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:DescribeKey; ` +
          'and kms:CreateGrant with Condition Bool kms:GrantIsForAWSResource true. A grant for the role does as well',
        false,
      );
}

/** The service-linked role with which Auto Scaling launches instances. Its own policy gives it no key. https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html */
function autoScalingRole({ arn }: KmsKey, account: string): string {
  const [, partition = 'aws'] = arn.split(':');
  return `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
}
