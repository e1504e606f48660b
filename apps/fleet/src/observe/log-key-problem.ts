import { LAMBDA_NAMES, lambdaLogGroupName } from '@agent-aws-stack/contract';
import { actionsDenied, namesUser } from './key-policy.ts';
import { isUsable } from './kms-key.ts';
import type { LogKey } from './log-key.ts';

/** The fleet whose logs the key must encrypt. */
export interface LogKeyUser {
  readonly stackName: string;
  readonly account: string;
  /** The ARN of the key, in the fleet's region. */
  readonly keyArn: string;
}

export interface LogKeyProblem {
  readonly problem: string;
  readonly remedy: string;
  /** Whether AWS will refuse the key. A policy that names CloudWatch Logs may have conditions that only AWS can judge. */
  readonly certain: boolean;
}

/** What CloudWatch Logs does with the key. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
const ACTIONS = ['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey'].map(
  (action) => `kms:${action}`,
);

/** Why CloudWatch Logs cannot encrypt the fleet's logs with the key; undefined if it can, or if the key policy cannot be evaluated. */
export function logKeyProblem(key: LogKey | undefined, user: LogKeyUser): LogKeyProblem | undefined {
  if (key === undefined)
    return {
      problem: `there is no key ${user.keyArn}`,
      remedy: "Set SEMAPHORE_AGENT_LOG_KMS_KEY to the ARN of a key in the fleet's region",
      certain: true,
    };
  if (!isUsable(key.state))
    return {
      problem: `key ${user.keyArn} is ${key.state}`,
      remedy:
        'Enable it (aws kms enable-key; before that, aws kms cancel-key-deletion if its deletion is pending). Without it, nobody can read the logs that it has encrypted',
      certain: true,
    };
  if (key.spec !== 'SYMMETRIC_DEFAULT')
    return {
      problem: `key ${user.keyArn} is not symmetric (${key.spec})`,
      remedy: 'CloudWatch Logs uses symmetric keys only. Set SEMAPHORE_AGENT_LOG_KMS_KEY to another key',
      certain: true,
    };
  const { service, logs } = namesOf(user);
  const missing = LAMBDA_NAMES.flatMap((lambda) =>
    deniedOn(key, user, lambdaLogGroupName(user.stackName, lambda)),
  );
  if (missing.length === 0) return undefined;
  return {
    problem: `the policy of key ${user.keyArn} does not let CloudWatch Logs use it: no ${[...new Set(missing)].join(', ')}`,
    remedy:
      `Add a statement to the key policy: Principal Service ${service}; Action kms:Encrypt*, kms:Decrypt*, kms:ReEncrypt*, ` +
      `kms:GenerateDataKey*, kms:Describe*; Condition ArnLike kms:EncryptionContext:aws:logs:arn ` +
      `${logs}:log-group:/aws/lambda/${user.stackName}/*`,
    certain: !namesUser(key.policy, { service }),
  };
}

function namesOf({ keyArn, account }: LogKeyUser) {
  const [, partition = 'aws', , region = ''] = keyArn.split(':');
  return {
    service: `logs.${region}.amazonaws.com${partition === 'aws-cn' ? '.cn' : ''}`,
    logs: `arn:${partition}:logs:${region}:${account}`,
  };
}

/** The actions that the key's policy does not allow CloudWatch Logs for a log group. None if the policy cannot be evaluated. */
function deniedOn({ policy }: LogKey, user: LogKeyUser, group: string): readonly string[] {
  const { service, logs } = namesOf(user);
  const arn = `${logs}:log-group:${group}`;
  const context = {
    // Names of condition keys are case-insensitive.
    'kms:encryptioncontext:aws:logs:arn': arn,
    'kms:encryptioncontextkeys': ['aws:logs:arn'],
    'aws:sourcearn': arn,
    'aws:sourceaccount': user.account,
    'aws:principalisawsservice': 'true',
  };
  return actionsDenied(policy, { service }, ACTIONS, user.keyArn, () => context);
}
