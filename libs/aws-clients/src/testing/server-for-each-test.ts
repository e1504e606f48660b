import { afterEach, beforeEach } from '@jest/globals';
import { AwsServer, type AwsAnswer, type AwsCall } from './aws-server.ts';

/** Starts a fake AWS for each test of a file, and points the SDK to it. Each test sets `answer`. */
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
