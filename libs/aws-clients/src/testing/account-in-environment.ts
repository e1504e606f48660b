import { AwsServer } from './aws-server.ts';
import { FakeAccount } from './fake-account.ts';

/** A fake AWS account on a local server. Until it is disposed, environment variables point the SDK to the server. */
export class AccountInEnvironment implements AsyncDisposable {
  readonly account: FakeAccount;
  readonly server: AwsServer;
  readonly #before: NodeJS.ProcessEnv;

  private constructor(account: FakeAccount, server: AwsServer) {
    this.account = account;
    this.server = server;
    this.#before = process.env;
    process.env = { ...process.env, ...server.environment };
  }

  static async start(): Promise<AccountInEnvironment> {
    const account = new FakeAccount();
    return new AccountInEnvironment(account, await AwsServer.start(account.answer));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    process.env = this.#before;
    await this.server[Symbol.asyncDispose]();
  }
}
