import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { AgentSettings } from './agent-settings.ts';
import type { GroupSettings } from './group-settings.ts';
import type { InstanceSettings } from './instance-settings.ts';
import type { NetworkSettings } from './network-settings.ts';
import type { AlarmSettings, LambdaSettings } from './operations-settings.ts';
import type { ScalerSettings } from './scaler-settings.ts';

/** The SSM parameter with the registration token of the fleet's agent type. */
export interface TokenSettings {
  /** Name of the parameter. You create it, as a SecureString; hierarchical names such as `/ci/token` are allowed. */
  readonly parameterName: string;
  /**
   * The KMS key that encrypts the parameter: the key itself, or its key id, key ARN, alias or alias ARN. For a key of the
   * same app, pass the key itself.
   * @default - the default key for SSM, alias/aws/ssm
   */
  readonly kmsKey?: string | IKey | undefined;
}

/** Settings of an `AgentFleet`. */
export interface AgentFleetProps {
  /** Host, or host:port, of your organization's Semaphore API, such as `acme.semaphoreci.com`. */
  readonly endpoint: string;
  /** Where the registration token is stored. */
  readonly token: TokenSettings;
  /**
   * Name of the fleet: the prefix of the names of its parameters, alarms, log groups and policies, and a dimension of its
   * metrics. Two fleets of an account and region must not have the same name.
   * @default - the name of the stack, followed by the ids of the constructs between the stack and the fleet, without `Default`
   */
  readonly fleetName?: string | undefined;
  /**
   * The agents.
   * @default - an agent runs one job, and ends after five minutes if it gets none
   */
  readonly agent?: AgentSettings | undefined;
  /**
   * The instances.
   * @default - t2.micro, from your newest image of Ubuntu 20.04
   */
  readonly instance?: InstanceSettings | undefined;
  /**
   * The Auto Scaling group.
   * @default - between 0 and 1 on-demand instances
   */
  readonly group?: GroupSettings | undefined;
  /**
   * The network of the instances and the scaler.
   * @default - the default VPC; the scaler runs outside any VPC
   */
  readonly network?: NetworkSettings | undefined;
  /**
   * The scaler, which raises the group's desired capacity to match queued and running jobs.
   * @default - polls every two seconds, launches no more agents than there are jobs
   */
  readonly scaler?: ScalerSettings | undefined;
  /**
   * The Lambda functions.
   * @default - arm64, logs kept for 30 days
   */
  readonly lambda?: LambdaSettings | undefined;
  /**
   * The CloudWatch alarms.
   * @default - all alarms, which notify nobody
   */
  readonly alarms?: AlarmSettings | undefined;
  /**
   * Whether to create a CloudWatch dashboard of demand, capacity, waiting jobs, failures and cost. It shows the metrics of
   * the scaler, so it requires one.
   * @default false
   */
  readonly dashboard?: boolean | undefined;
  /**
   * The GitHub SSH host keys that a fleet starts with, such as `ssh-ed25519 AAAA…`. A Lambda keeps the list current.
   * @default - the keys that GitHub published when this package was released
   */
  readonly hostKeys?: readonly string[] | undefined;
  /**
   * The folder of a Lambda's bundle, by the name of the Lambda.
   * @default - the bundles in this package
   * @internal
   */
  readonly bundles?:
    ((lambda: 'agent-scaler' | 'ssh-keys-updater' | 'az-rebalance-suspender') => string) | undefined;
}
