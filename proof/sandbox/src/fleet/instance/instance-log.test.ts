import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { expect, it } from '@jest/globals';
import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { agentLogLine, InstanceLog } from './instance-log.ts';

const at = Date.parse('2026-11-08T09:05:03.120Z');

async function sendTwoLines(answer: AwsAnswer) {
  await using server = await AwsServer.start(answer);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const log = new InstanceLog(
    new CloudWatchLogsClient({ region: 'eu-west-1', endpoint: server.url, credentials, maxAttempts: 1 }),
    '/semaphore/agent',
  );
  await log.send('i-1', at, agentLogLine(at, 'Starting to poll for jobs'));
  await log.send('i-1', at + 7, agentLogLine(at + 7, 'Running job j-1'));
  return server.calls;
}

it("creates the instance's log stream once, and sends it lines in the agent's format", async () => {
  const calls = await sendTwoLines((_, reply) => reply.ok());
  expect(calls.map(({ action }) => action)).toEqual([
    ...['CreateLogGroup', 'CreateLogStream', 'PutLogEvents', 'PutLogEvents'],
  ]);
  expect(calls.at(-1)?.input).toMatchObject({
    ...{ logGroupName: '/semaphore/agent', logStreamName: 'i-1' },
    logEvents: [{ timestamp: at + 7, message: 'Nov  8 09:05:03.127 : Running job j-1' }],
  });
});

it('sends lines to a log group that exists already, and ignores failures', async () => {
  const calls = await sendTwoLines((_, reply) => reply.fail('ResourceAlreadyExistsException', 'it exists'));
  expect(calls.filter(({ action }) => action === 'PutLogEvents')).toHaveLength(2);
});
