import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import type { Command } from 'commander';
import type { Shell } from '../cli/shell.ts';
import { FakeParameters } from './fake-parameters.ts';
import type { FakeAnswers } from './fake-shell.ts';
import { FakeSite } from './fake-site.ts';
import { FakeStacks, FakeTools } from './fake-stacks.ts';
import { fleetFile, fleetParameters } from './fleet-file.ts';
import { runFleet, type RunResult } from './run-fleet.ts';

export interface RunOptions extends FakeAnswers {
  readonly env?: Readonly<Record<string, string>>;
  /** The fleets of the configuration. @default - linux and mac */
  readonly fleets?: readonly object[];
}

/** A fake account and region with stacks, and a fake CDK CLI, for commands that compare, deploy or delete stacks. */
export class DeploymentFixture implements AsyncDisposable {
  readonly site = new FakeSite();
  readonly stacks = new FakeStacks();
  readonly parameters = new FakeParameters();
  tools = new FakeTools({ linux: { Resources: {} }, mac: { Resources: {} } });
  #aws: AwsServer | undefined;

  static async start(): Promise<DeploymentFixture> {
    const fixture = new DeploymentFixture();
    const { site, stacks, parameters } = fixture;
    fixture.#aws = await AwsServer.start(
      site.around((call, reply) => (call.service === 'ssm' ? parameters : stacks).answer(call, reply)),
    );
    return fixture;
  }

  get aws(): AwsServer {
    return this.#aws!;
  }

  /** Runs a command with the fake CDK CLI. */
  async run(
    command: (shell: Shell, tools: FakeTools) => Command,
    args: readonly string[],
    { env = {}, fleets = [fleetParameters('linux'), fleetParameters('mac')], ...answers }: RunOptions = {},
  ): Promise<RunResult> {
    using file = fleetFile({ fleets });
    return await runFleet((shell) => command(shell, this.tools), args, {
      ...answers,
      env: { ...this.aws.environment, ...file.env, ...env },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#aws?.[Symbol.asyncDispose]();
  }
}
