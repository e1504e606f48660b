import { expect, it } from '@jest/globals';
import { ServerForEachTest } from '../testing/server-for-each-test.ts';
import { callerIdentity, stsClient } from './index.ts';

const aws = new ServerForEachTest();
const identify = () => callerIdentity(stsClient({ maxAttempts: 1 }), { deadlineMs: 60_000 });

it('callerIdentity returns the account, principal and region', async () => {
  const arn = 'arn:aws-us-gov:sts::111111111111:assumed-role/admin/jane';
  aws.answer = (_, reply) => reply.ok({ Account: '111111111111', Arn: arn });
  expect(await identify()).toEqual({
    ...{ account: '111111111111', arn, partition: 'aws-us-gov' },
    ...{ region: 'eu-central-1', principal: 'assumed-role/admin/jane' },
  });
});

it('callerIdentity rejects a reply without an account', async () => {
  aws.answer = (_, reply) => reply.ok({});
  await expect(identify()).rejects.toMatchObject({ name: 'MalformedReplyError' });
});
