import { describe, expect, it } from '@jest/globals';
import { ServerForEachTest } from '../testing/server-for-each-test.ts';
import { eventsClient, Rules } from './index.ts';

const aws = new ServerForEachTest();
const rules = () => new Rules(eventsClient({ maxAttempts: 1 }), { deadlineMs: 60_000 });

describe('Rules', () => {
  it.each([
    ['ENABLED', true],
    ['DISABLED', false],
  ])('describes a rule that is %s', async (State, enabled) => {
    aws.answer = ({ action }, reply) =>
      reply.ok(action === 'DescribeRule' ? { State } : { Targets: [{ Id: '1', Arn: 'x' }] });
    expect(await rules().find('tick')).toEqual({ name: 'tick', enabled, targets: 1 });
  });

  it('returns undefined if there is no such rule, and throws typed errors', async () => {
    aws.answer = (_, reply) => reply.fail('ResourceNotFoundException', 'Rule tick does not exist.');
    expect(await rules().find('tick')).toBeUndefined();
    aws.answer = (_, reply) => reply.fail('AccessDeniedException', 'no');
    await expect(rules().find('tick')).rejects.toMatchObject({
      name: 'AccessDeniedError',
      resource: 'rule tick',
    });
  });
});
