import type { Duration } from 'aws-cdk-lib';
import type { IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** Settings of the Lambda functions. */
export interface LambdaSettings {
  /**
   * The architecture of the functions. Use x86_64 in regions where Lambda does not offer arm64.
   * @default arm64
   */
  readonly arch?: 'x86_64' | 'arm64' | undefined;
  /**
   * The log level of the functions.
   * @default info
   */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | undefined;
  /**
   * How long to keep the logs of the functions.
   * @default RetentionDays.ONE_MONTH
   */
  readonly logRetention?: RetentionDays | undefined;
  /**
   * The KMS key that encrypts the logs of the functions. Its policy must let CloudWatch Logs use it.
   * @default - CloudWatch Logs encrypts them with a key of its own
   */
  readonly logKmsKey?: IKey | undefined;
}

/** Settings of the CloudWatch alarms: scaler failing, scaler silent, agents do not start, agents missing, jobs waiting while the group is at its maximum, host key update failing. */
export interface AlarmSettings {
  /**
   * Whether to create the alarms.
   * @default true
   */
  readonly enabled?: boolean | undefined;
  /**
   * How long jobs may be queued. An alarm fires if, within five minutes, at least 5 percent of the jobs have waited longer. Jobs
   * that are still queued count too. Needs the scaler.
   * @default - there is no such alarm
   */
  readonly maxJobWait?: Duration | undefined;
  /**
   * Actions for when an alarm goes off, and for when it clears, such as `new SnsAction(topic)`.
   * @default - none: alarms are only visible in CloudWatch
   */
  readonly actions?: readonly IAlarmAction[] | undefined;
}
