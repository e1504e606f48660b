import { LOG_LEVELS } from '@agent-aws-stack/contract';
import { architecture } from '../kinds/architecture.ts';
import { kmsKeyArn, snsTopicArn } from '../kinds/arns.ts';
import { integerChoice, zeroOrInteger } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const operationsParameters = {
  alarms: {
    enabled: defaulted('SEMAPHORE_AGENT_ALARMS', {
      kind: boolean,
      default: true,
      help: 'Whether to create the CloudWatch alarms: scaler failing, scaler silent, agents do not start, agents missing, jobs waiting while the group is at its maximum, SSH host key update failing.',
      example: false,
    }),
    topicArn: optional('SEMAPHORE_AGENT_ALARM_TOPIC_ARN', {
      kind: snsTopicArn,
      help: 'The SNS topic that the alarms notify. Not set: alarms are visible in CloudWatch, but nobody is notified.',
      example: 'arn:aws:sns:us-east-1:123456789012:ci-alarms',
    }),
    maxJobWaitSeconds: defaulted('SEMAPHORE_AGENT_MAX_JOB_WAIT', {
      kind: zeroOrInteger({ min: 10, max: 86_400, unit: 'seconds' }),
      default: 0,
      help: 'How long jobs may be queued. A CloudWatch alarm fires if, within five minutes, at least 5 percent of the jobs have waited longer. Jobs that are still queued count too. 0: there is no such alarm. Needs SEMAPHORE_AGENT_ALARMS and dynamic scaling.',
      example: 300,
    }),
  },
  dashboard: defaulted('SEMAPHORE_AGENT_DASHBOARD', {
    kind: boolean,
    default: false,
    help: 'Whether to create a CloudWatch dashboard of demand, capacity, waiting jobs, failures and cost. It shows the metrics of the scaler, so it requires dynamic scaling.',
    example: true,
  }),
  lambda: {
    arch: defaulted('SEMAPHORE_AGENT_LAMBDA_ARCH', {
      kind: architecture,
      default: 'arm64',
      help: 'The architecture of the Lambda functions. Use x86_64 in regions where Lambda does not offer arm64.',
      example: 'x86_64',
    }),
    logLevel: defaulted('SEMAPHORE_AGENT_LOG_LEVEL', {
      kind: choice(LOG_LEVELS),
      default: 'info',
      help: 'The log level of the Lambda functions.',
      example: 'debug',
    }),
    logRetentionDays: defaulted('SEMAPHORE_AGENT_LOG_RETENTION_DAYS', {
      // The values that CloudWatch Logs accepts.
      kind: integerChoice(
        [
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288,
          3653,
        ],
        'days',
      ),
      default: 30,
      help: 'Days to keep the logs of the Lambda functions.',
      example: 90,
    }),
    logKmsKeyArn: optional('SEMAPHORE_AGENT_LOG_KMS_KEY', {
      kind: kmsKeyArn,
      help: "The ARN of the KMS key that encrypts the logs of the Lambda functions. It must be a symmetric key in the fleet's region, and its policy must allow CloudWatch Logs to use it. Not set: CloudWatch Logs uses its own key.",
      example: 'arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    }),
  },
};
