import { describe, expect, it } from '@jest/globals';
import { ServerForEachTest } from '../testing/server-for-each-test.ts';
import { LogGroups, logsClient } from './index.ts';

const aws = new ServerForEachTest();
const groups = () => new LogGroups(logsClient({ maxAttempts: 1 }), { deadlineMs: 60_000 });
const query = { group: '/semaphore/agent', since: new Date(1_000), streamPrefix: 'i-1' };

describe('LogGroups', () => {
  it('returns the lines of all pages', async () => {
    aws.answer = ({ input }, reply) =>
      reply.ok(
        input['nextToken'] === undefined
          ? {
              events: [{ eventId: '1', timestamp: 2_000, message: 'one\n', logStreamName: 'i-1' }],
              nextToken: 'more',
            }
          : { events: [{ timestamp: 3_000, message: 'two', logStreamName: 'i-1' }] },
      );
    expect(await groups().lines(query)).toEqual([
      { id: '1', at: new Date(2_000), group: query.group, stream: 'i-1', text: 'one' },
      { id: '["i-1",3000,"two"]', at: new Date(3_000), group: query.group, stream: 'i-1', text: 'two' },
    ]);
    expect(aws.calls[0]?.input).toMatchObject({ startTime: 1_000, logStreamNamePrefix: 'i-1' });
    expect(aws.calls[0]?.input).not.toHaveProperty('filterPattern');
  });

  it('asks CloudWatch only for the lines that contain a text', async () => {
    aws.answer = (_, reply) => reply.ok({ events: [] });
    await groups().lines({ ...query, containing: 'Running job' });
    expect(aws.calls[0]?.input).toMatchObject({ filterPattern: '"Running job"' });
  });

  it('returns the names of groups with a prefix', async () => {
    aws.answer = (_, reply) => reply.ok({ logGroups: [{ logGroupName: '/semaphore/agent' }] });
    expect(await groups().names('/semaphore/')).toEqual(['/semaphore/agent']);
  });

  it('creates a group, and sets its retention', async () => {
    aws.answer = (_, reply) => reply.ok({});
    await groups().create('/semaphore/agent');
    await groups().setRetention('/semaphore/agent', 30);
    expect(aws.calls).toMatchObject([
      { action: 'CreateLogGroup', input: { logGroupName: '/semaphore/agent' } },
      { action: 'PutRetentionPolicy', input: { logGroupName: '/semaphore/agent', retentionInDays: 30 } },
    ]);
  });

  it.each([
    ['ResourceNotFoundException', 'LogGroupNotFoundError'],
    ['AccessDeniedException', 'AccessDeniedError'],
  ])('throws a typed error for %s', async (code, name) => {
    aws.answer = (_, reply) => reply.fail(code, 'no');
    await expect(groups().lines(query)).rejects.toMatchObject({
      name,
      resource: 'log group /semaphore/agent',
    });
  });
});
