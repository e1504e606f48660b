export { AwsServer, type AwsAnswer, type AwsCall } from './aws-server.ts';
export { AwsReply } from './aws-reply.ts';
export { AccountInEnvironment } from './account-in-environment.ts';
export { FakeAccount, type FakeGroup, type FakeImage } from './fake-account.ts';
export { VirtualClock } from './virtual-clock.ts';
