import {
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { call, type CallOptions } from '../calls/call.ts';
import { collect } from '../calls/collect.ts';
import { orUndefined } from '../calls/or-undefined.ts';
import { StackNotFoundError } from '../errors.ts';
import { toStack, type Stack, type StackResource } from './stack.ts';

/** CloudFormation stacks, in the client's region; read only. Every method throws AwsError only. */
export class Stacks {
  readonly #client: CloudFormationClient;
  readonly #options: CallOptions;

  constructor(client: CloudFormationClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** The stack of this name; undefined when there is none. */
  async find(name: string): Promise<Stack | undefined> {
    const command = new DescribeStacksCommand({ StackName: name });
    const found = await this.#ask('DescribeStacks', name, (options) => this.#client.send(command, options));
    const [stack] = found?.Stacks ?? [];
    return stack && toStack(name, stack);
  }

  /** The template as it was sent, JSON or YAML; undefined when there is no such stack. */
  async template(name: string): Promise<string | undefined> {
    const command = new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' });
    const found = await this.#ask('GetTemplate', name, (options) => this.#client.send(command, options));
    return found?.TemplateBody;
  }

  /** The physical id of one resource; undefined when there is no such stack, or it has no such resource. */
  async physicalId(name: string, logicalId: string): Promise<string | undefined> {
    const command = new DescribeStackResourceCommand({ StackName: name, LogicalResourceId: logicalId });
    const found = await this.#ask('DescribeStackResource', name, (options) =>
      this.#client.send(command, options),
    );
    return found?.StackResourceDetail?.PhysicalResourceId || undefined;
  }

  /** Every resource that exists. @throws StackNotFoundError */
  async resources(name: string): Promise<readonly StackResource[]> {
    const resources = await collect(
      site('ListStackResources', name),
      this.#options,
      paginateListStackResources({ client: this.#client }, { StackName: name }),
      ({ StackResourceSummaries }) => StackResourceSummaries,
    );
    return resources.flatMap(({ LogicalResourceId = '', ResourceType = '', PhysicalResourceId }) =>
      PhysicalResourceId
        ? [{ logicalId: LogicalResourceId, type: ResourceType, physicalId: PhysicalResourceId }]
        : [],
    );
  }

  #ask<T>(
    action: string,
    name: string,
    send: (options: { readonly abortSignal: AbortSignal }) => Promise<T>,
  ): Promise<T | undefined> {
    return orUndefined(StackNotFoundError, call(site(action, name), this.#options, send));
  }
}

const site = (action: string, name: string) => ({
  action: `cloudformation:${action}`,
  resource: `stack ${name}`,
});
