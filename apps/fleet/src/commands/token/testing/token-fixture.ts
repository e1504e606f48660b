import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics } from '@agent-aws-stack/semaphore-api/testing';
import { FakeParameters } from '../../../testing/fake-parameters.ts';
import type { FakeAnswers } from '../../../testing/fake-shell.ts';
import { identified } from '../../../testing/fake-site.ts';
import { fleetFile, fleetParameters } from '../../../testing/fleet-file.ts';
import { runFleet, type RunResult } from '../../../testing/run-fleet.ts';
import { trustedSemaphore } from '../../../testing/semaphore-in-environment.ts';
import { tokenCommand } from '../command.ts';

/** Name of the SSM parameter with the token of the fleet `linux`. */
export const NAME = '/ci/linux-token';

/** A fake SSM and a fake Semaphore, which accepts every token, for the commands of `token`. */
export class TokenFixture implements AsyncDisposable {
  readonly parameters: FakeParameters;
  readonly aws: AwsServer;
  readonly semaphore: Awaited<ReturnType<typeof trustedSemaphore>>;

  private constructor(
    parameters: FakeParameters,
    aws: AwsServer,
    semaphore: Awaited<ReturnType<typeof trustedSemaphore>>,
  ) {
    this.parameters = parameters;
    this.aws = aws;
    this.semaphore = semaphore;
  }

  static async start(): Promise<TokenFixture> {
    const parameters = new FakeParameters();
    const aws = await AwsServer.start(identified(parameters.answer));
    return new TokenFixture(
      parameters,
      aws,
      await trustedSemaphore(answerMetrics({ queued: 3, running: 1 })),
    );
  }

  /** Stores a token as version 7. */
  store(value = 'old-token', keyId = 'alias/ci'): void {
    this.parameters.set(NAME, { type: 'SecureString', value, version: 7, keyId });
  }

  /** Runs `token <args>`. */
  async run(
    args: string,
    answers: FakeAnswers = {},
    fleets = [fleetParameters('linux')],
  ): Promise<RunResult> {
    using file = fleetFile({ defaults: { SEMAPHORE_ENDPOINT: this.semaphore.address }, fleets });
    return await runFleet(tokenCommand, ['token', ...args.split(' ')], {
      ...answers,
      env: { ...this.aws.environment, ...file.env },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.aws[Symbol.asyncDispose]();
    await this.semaphore[Symbol.asyncDispose]();
  }
}
