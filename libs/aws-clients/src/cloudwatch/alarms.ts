import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { call, type CallOptions } from '../calls/call.ts';

export interface Alarm {
  readonly name: string;
  /** As CloudWatch reports it: `OK`, `ALARM`, `INSUFFICIENT_DATA`. */
  readonly state: string;
  readonly reason: string;
  readonly actionsEnabled: boolean;
  /** ARNs that it notifies. */
  readonly actions: readonly string[];
}

/** CloudWatch's metric alarms, in the client's region. Every method throws AwsError only. */
export class Alarms {
  readonly #client: CloudWatchClient;
  readonly #options: CallOptions;

  constructor(client: CloudWatchClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** Those of these names that exist. */
  async find(names: readonly string[]): Promise<readonly Alarm[]> {
    // Without names CloudWatch gives every alarm of the account.
    if (names.length === 0) return [];
    const site = { action: 'cloudwatch:DescribeAlarms', resource: names.join(', ') };
    const command = new DescribeAlarmsCommand({ AlarmNames: [...names] });
    const { MetricAlarms = [] } = await call(site, this.#options, (sdkOptions) =>
      this.#client.send(command, sdkOptions),
    );
    return MetricAlarms.map((alarm) => ({
      name: alarm.AlarmName ?? '',
      state: alarm.StateValue ?? 'INSUFFICIENT_DATA',
      reason: alarm.StateReason ?? '',
      actionsEnabled: alarm.ActionsEnabled ?? true,
      actions: alarm.AlarmActions ?? [],
    }));
  }
}
