import { DescribeAlarmsCommand, type CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { call, type CallOptions } from '../calls/call.ts';

export interface Alarm {
  readonly name: string;
  /** CloudWatch's value: `OK`, `ALARM` or `INSUFFICIENT_DATA`. */
  readonly state: string;
  readonly reason: string;
  readonly actionsEnabled: boolean;
  /** ARNs that the alarm notifies. */
  readonly actions: readonly string[];
}

/** Reads CloudWatch's metric alarms in the client's region. Methods throw only AwsError. */
export class Alarms {
  readonly #client: CloudWatchClient;
  readonly #options: CallOptions;

  constructor(client: CloudWatchClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** The alarms with these names, if they exist. */
  async find(names: readonly string[]): Promise<readonly Alarm[]> {
    // Without names, CloudWatch would return all alarms of the account.
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
