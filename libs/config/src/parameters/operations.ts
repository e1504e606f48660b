import { snsTopicArn } from '../kinds/arns.ts';
import { integerChoice } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const operationsParameters = {
  SEMAPHORE_AGENT_ALARMS: defaulted(
    boolean,
    true,
    "CloudWatch alarms: scaler failing, scaler silent, jobs waiting while the group is at its maximum, update of GitHub's SSH keys failing.",
    false,
  ),
  SEMAPHORE_AGENT_ALARM_TOPIC_ARN: optional(
    snsTopicArn,
    'The SNS topic that the alarms notify. Not set: they only show in CloudWatch.',
    'arn:aws:sns:us-east-1:123456789012:ci-alarms',
  ),
  SEMAPHORE_AGENT_DASHBOARD: defaulted(
    boolean,
    false,
    'A CloudWatch dashboard of the fleet: demand against capacity, what waits, what fails, what costs. Not without dynamic scaling, whose metrics it shows.',
    true,
  ),
  SEMAPHORE_AGENT_LAMBDA_ARCH: defaulted(
    choice(['x86_64', 'arm64']),
    'arm64',
    'The architecture of the Lambda functions; x86_64 where a region has no arm64.',
    'x86_64',
  ),
  SEMAPHORE_AGENT_LOG_LEVEL: defaulted(
    choice(['debug', 'info', 'warn', 'error']),
    'info',
    'The least severe level that the Lambda functions log.',
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
    "Days after which the Lambda functions' logs are deleted.",
    90,
  ),
};
