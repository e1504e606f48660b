import {
  DescribeRuleCommand,
  ListTargetsByRuleCommand,
  type EventBridgeClient,
} from '@aws-sdk/client-eventbridge';
import { call, type CallOptions } from '../calls/call.ts';
import { orUndefined } from '../calls/or-undefined.ts';
import { RuleNotFoundError } from '../errors.ts';

export interface Rule {
  readonly name: string;
  readonly enabled: boolean;
  /** How many targets it has. */
  readonly targets: number;
}

/** EventBridge's rules on the default bus, in the client's region. Every method throws AwsError only. */
export class Rules {
  readonly #client: EventBridgeClient;
  readonly #options: CallOptions;

  constructor(client: EventBridgeClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** The rule of this name; undefined when there is none. */
  async find(name: string): Promise<Rule | undefined> {
    const resource = `rule ${name}`;
    const describe = new DescribeRuleCommand({ Name: name });
    const found = await orUndefined(
      RuleNotFoundError,
      call({ action: 'events:DescribeRule', resource }, this.#options, (sdkOptions) =>
        this.#client.send(describe, sdkOptions),
      ),
    );
    if (found === undefined) return undefined;
    const list = new ListTargetsByRuleCommand({ Rule: name });
    const { Targets = [] } = await call(
      { action: 'events:ListTargetsByRule', resource },
      this.#options,
      (sdkOptions) => this.#client.send(list, sdkOptions),
    );
    return { name, enabled: found.State !== 'DISABLED', targets: Targets.length };
  }
}
