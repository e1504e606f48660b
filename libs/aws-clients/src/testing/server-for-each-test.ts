import { afterEach, beforeEach } from '@jest/globals';
import { AwsServer, type AwsAnswer, type AwsCall } from './aws-server.ts';

/** A server for each test of a file, which the environment points the SDK at; each test says how it answers. */
export class ServerForEachTest {
  answer: AwsAnswer = (_, reply) => reply.ok({});
  calls: readonly AwsCall[] = [];

  constructor() {
    let server: AwsServer;
    let before: NodeJS.ProcessEnv;
    beforeEach(async () => {
      server = await AwsServer.start((...call) => this.answer(...call));
      this.calls = server.calls;
      before = process.env;
      process.env = { ...process.env, ...server.environment };
    });
    afterEach(async () => {
      process.env = before;
      await server[Symbol.asyncDispose]();
    });
  }
}
