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
  /** The number of the rule's targets. */
  readonly targets: number;
}

/** Reads EventBridge's rules on the default event bus in the client's region. Methods throw only AwsError. */
export class Rules {
  readonly #client: EventBridgeClient;
  readonly #options: CallOptions;

  constructor(client: EventBridgeClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** Undefined if there is no such rule. */
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
