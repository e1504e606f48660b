export { AwsServer, type AwsAnswer, type AwsCall } from './aws-server.ts';
export { AwsReply } from './aws-reply.ts';
export { AccountInEnvironment } from './account-in-environment.ts';
export { FakeAccount, type FakeGroup } from './fake-account.ts';
