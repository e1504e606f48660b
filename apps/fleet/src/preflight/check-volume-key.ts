import type { AwsClients } from '../aws/clients.ts';
import { actionsDenied, conditionKeys, keyPolicyOf } from '../observe/key-policy.ts';
import { isUsable, kmsKeyOf, remedyForState, type KmsKey } from '../observe/kms-key.ts';
import type { Destination } from './destination.ts';
import { missingKey } from './missing-key.ts';
import type { PreflightProblem } from './problem.ts';

const PARAMETER = 'SEMAPHORE_AGENT_VOLUME_KMS_KEY';

/**
 * Problems with the KMS key that encrypts the volumes of these fleets. Auto Scaling notices them only when it launches an instance, which
 * then ends at once. @throws AwsError
 */
export async function checkVolumeKey(
  aws: Pick<AwsClients, 'kms'>,
  key: string,
  stackNames: readonly string[],
  destination: Destination,
): Promise<readonly PreflightProblem[]> {
  const fleets = stackNames.join(', ');
  const found = await kmsKeyOf(aws, key);
  const stops = (problem: string, remedy: string): readonly PreflightProblem[] => [
    {
      problem: `${problem}; without it, each instance of ${fleets} ends right after its launch`,
      remedy,
      certain: true,
    },
  ];
  if (found === undefined) {
    const { problem, remedy } = missingKey(
      key,
      { parameter: PARAMETER, ofAws: 'alias/aws/ebs' },
      destination,
    );
    return stops(problem, remedy);
  }
  const { state, spec } = found;
  if (!isUsable(state))
    return stops(`${PARAMETER}: key ${key} is ${state}`, `${remedyForState(state)}, or name another key`);
  if (spec !== 'SYMMETRIC_DEFAULT')
    return stops(
      `${PARAMETER}: key ${key} is not a symmetric encryption key (${spec})`,
      'EBS uses symmetric encryption keys only. Name another key',
    );
  const role = autoScalingRole(found, destination);
  const denied = await deniedTo(aws, role, found, destination);
  if (denied.length === 0) return [];
  return [
    {
      problem: `${PARAMETER}: the policy of key ${key} does not give Auto Scaling ${denied.join(', ')}, so instances of ${fleets} may end right after their launch`,
      remedy: found.isManagedByAws
        ? `AWS writes the policy of this key. For alias/aws/ebs, leave ${PARAMETER} empty, or name a key of your own`
        : `Add to the key policy, for Principal AWS ${role}: kms:Encrypt, kms:Decrypt, kms:ReEncrypt*, kms:GenerateDataKey*, kms:DescribeKey; ` +
          'and kms:CreateGrant with Condition Bool kms:GrantIsForAWSResource true. A grant for the role works too',
      certain: false,
    },
  ];
}

/** What a volume always needs. An image that another key encrypts also needs kms:ReEncrypt*. https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html */
const ACTIONS = ['CreateGrant', 'Decrypt', 'DescribeKey', 'GenerateDataKeyWithoutPlaintext'].map(
  (action) => `kms:${action}`,
);

/** What AWS sends with kms:CreateGrant only. https://docs.aws.amazon.com/kms/latest/developerguide/grant-authorization.html */
const OF_GRANTS = { 'kms:grantisforawsresource': 'true' };

/** The actions that the key policy does not allow to the role. Empty if the key is in another account, or if only AWS can judge its policy. @throws AwsError */
async function deniedTo(
  aws: Pick<AwsClients, 'kms'>,
  role: string,
  { arn }: KmsKey,
  { identity: { account, region } }: Destination,
): Promise<readonly string[]> {
  const [, partition, , , owner] = arn.split(':');
  // KMS shows a key's policy only to the account that owns the key: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html
  if (owner !== account) return [];
  const common = {
    ...{ 'aws:principalarn': role, 'aws:principalaccount': account, 'aws:principalisawsservice': 'false' },
    ...{ 'aws:resourceaccount': account, 'aws:requestedregion': region, 'aws:securetransport': 'true' },
    'kms:calleraccount': account,
    // In China, we do not know whether this name ends in .cn.
    ...(partition === 'aws-cn' ? {} : { 'kms:viaservice': `ec2.${region}.amazonaws.com` }),
  };
  const policy = await keyPolicyOf(aws, arn);
  if (!isJudgeable(policy, role, Object.keys({ ...common, ...OF_GRANTS }))) return [];
  return actionsDenied(policy, { role }, ACTIONS, arn, (action) =>
    action.endsWith('Grant') ? { ...common, ...OF_GRANTS } : common,
  );
}

/** Whether the values of all conditions for the role are known. */
function isJudgeable(policy: string, role: string, known: readonly string[]): boolean {
  try {
    return conditionKeys(policy, { role }).every((key) => known.includes(key));
  } catch {
    return false;
  }
}

/** The service-linked role with which Auto Scaling launches instances. Its own policy does not let it use any KMS key. https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html */
function autoScalingRole({ arn }: KmsKey, { identity: { account } }: Destination): string {
  const [, partition = 'aws'] = arn.split(':');
  return `arn:${partition}:iam::${account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
}
