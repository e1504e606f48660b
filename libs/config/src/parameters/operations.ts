import { ARCHITECTURES, LOG_LEVELS } from '@agent-aws-stack/contract';
import { snsTopicArn } from '../kinds/arns.ts';
import { integerChoice } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const operationsParameters = {
  SEMAPHORE_AGENT_ALARMS: defaulted(
    boolean,
    true,
    'Whether to create the CloudWatch alarms: scaler failing, scaler silent, jobs waiting while the group is at its maximum, SSH host key update failing.',
    false,
  ),
  SEMAPHORE_AGENT_ALARM_TOPIC_ARN: optional(
    snsTopicArn,
    'The SNS topic that the alarms notify. Not set: alarms show in CloudWatch only.',
    'arn:aws:sns:us-east-1:123456789012:ci-alarms',
  ),
  SEMAPHORE_AGENT_DASHBOARD: defaulted(
    boolean,
    false,
    'Whether to create a CloudWatch dashboard of demand, capacity, waiting jobs, failures and cost. It shows the metrics of the scaler, so it requires dynamic scaling.',
    true,
  ),
  SEMAPHORE_AGENT_LAMBDA_ARCH: defaulted(
    choice(ARCHITECTURES),
    'arm64',
    'The architecture of the Lambda functions. Use x86_64 in regions where Lambda does not offer arm64.',
    'x86_64',
  ),
  SEMAPHORE_AGENT_LOG_LEVEL: defaulted(
    choice(LOG_LEVELS),
    'info',
    'The log level of the Lambda functions.',
    'debug',
  ),
  SEMAPHORE_AGENT_LOG_RETENTION_DAYS: defaulted(
    // The values that CloudWatch Logs takes.
    integerChoice(
      [
        1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
        3653,
      ],
      'days',
    ),
    30,
    'Days to keep the logs of the Lambda functions.',
    90,
  ),
};
