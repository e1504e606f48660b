import {
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateDescribeStacks,
  paginateListStackResources,
  type CloudFormationClient,
} from '@aws-sdk/client-cloudformation';
import { call, type CallOptions } from '../calls/call.ts';
import { collect } from '../calls/collect.ts';
import { orUndefined } from '../calls/or-undefined.ts';
import { StackNotFoundError } from '../errors.ts';
import { toStack, toStackInputs, type Stack, type StackInputs, type StackResource } from './stack.ts';

/** Reads CloudFormation stacks in the client's region. Methods throw only AwsError. */
export class Stacks {
  readonly #client: CloudFormationClient;
  readonly #options: CallOptions;

  constructor(client: CloudFormationClient, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /** Undefined if there is no such stack. */
  async find(name: string): Promise<Stack | undefined> {
    const command = new DescribeStacksCommand({ StackName: name });
    const found = await this.#send('DescribeStacks', name, (options) => this.#client.send(command, options));
    const [stack] = found?.Stacks ?? [];
    return stack && toStack(name, stack);
  }

  /** The parameters and tags with which a stack was deployed. Undefined if there is no such stack. */
  async inputs(name: string): Promise<StackInputs | undefined> {
    const command = new DescribeStacksCommand({ StackName: name });
    const found = await this.#send('DescribeStacks', name, (options) => this.#client.send(command, options));
    const [stack] = found?.Stacks ?? [];
    return stack && toStackInputs(stack);
  }

  /** All stacks of the region, without deleted ones. */
  async all(): Promise<readonly Stack[]> {
    const stacks = await collect(
      { action: 'cloudformation:DescribeStacks', resource: 'stacks of the account' },
      this.#options,
      paginateDescribeStacks({ client: this.#client }, {}),
      ({ Stacks }) => Stacks,
    );
    return stacks.map((stack) => toStack(stack.StackName ?? '', stack));
  }

  /** The template as it was deployed, in JSON or YAML. Undefined if there is no such stack. */
  async template(name: string): Promise<string | undefined> {
    const command = new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' });
    const found = await this.#send('GetTemplate', name, (options) => this.#client.send(command, options));
    return found?.TemplateBody;
  }

  /** The physical id of one resource. Undefined if there is no such stack or resource. */
  async physicalId(name: string, logicalId: string): Promise<string | undefined> {
    const command = new DescribeStackResourceCommand({ StackName: name, LogicalResourceId: logicalId });
    const found = await this.#send('DescribeStackResource', name, (options) =>
      this.#client.send(command, options),
    );
    return found?.StackResourceDetail?.PhysicalResourceId || undefined;
  }

  /** The stack's resources, without those that were never created. @throws StackNotFoundError */
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

  #send<T>(
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
