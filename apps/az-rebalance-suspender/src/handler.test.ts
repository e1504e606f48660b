import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { DeliveryError, InvalidEventError } from './errors.ts';
import { handle } from './handler.ts';
import { event, RESPONSE_URL, STACK_ID } from './testing/events.ts';
import { fakePorts, never, TransientError } from './testing/fake-ports.ts';

type FakePorts = ReturnType<typeof fakePorts>;

/** The one answer that was put. */
function answerOf({ put }: FakePorts): Record<string, unknown> {
  expect(put).toHaveBeenCalledTimes(1);
  const [url, body] = put.mock.calls[0]!;
  expect(url).toBe(RESPONSE_URL);
  return JSON.parse(body);
}

describe('handle', () => {
  it.each(['Create', 'Update'] as const)('suspends AZRebalance on %s, then answers', async (type) => {
    const ports = fakePorts();
    await handle(event(type), ports);
    expect(ports.suspendAzRebalance.mock.calls).toEqual([['fleet-group']]);
    expect(answerOf(ports)).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: type === 'Create' ? `${STACK_ID}/azRebalance` : 'as-it-was',
      StackId: STACK_ID,
      RequestId: '9d1c',
      LogicalResourceId: 'azRebalance',
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['as it comes', {}],
    ['without properties', { ResourceProperties: undefined }],
    ['of a resource that was never made', { PhysicalResourceId: undefined, ResourceProperties: {} }],
  ])('does nothing on Delete and succeeds: %s', async (_name, fields) => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new Error('no such group'));
    await handle(event('Delete', fields), ports);
    expect(ports.suspendAzRebalance).not.toHaveBeenCalled();
    expect(answerOf(ports)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('gives the same physical id when an event is repeated', async () => {
    const [first, second] = [fakePorts(), fakePorts()];
    await handle(event('Create'), first);
    await handle(event('Create', { RequestId: 'again' }), second);
    expect(answerOf(first).PhysicalResourceId).toBe(answerOf(second).PhysicalResourceId);
  });

  it('answers FAILED with the name of the error', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new RangeError('group fleet-group: gone'));
    await handle(event('Create'), ports);
    expect(answerOf(ports)).toMatchObject({
      Status: 'FAILED',
      Reason: 'RangeError: group fleet-group: gone',
      PhysicalResourceId: `${STACK_ID}/azRebalance`,
    });
    expect(ports.logger.error).toHaveBeenCalledTimes(1);
  });

  it('cuts a reason that would not fit an answer', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new Error('x'.repeat(10_000)));
    await handle(event('Update'), ports);
    expect(ports.put.mock.calls[0]![1].length).toBeLessThan(4096);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown type', { RequestType: 'Read' }, 'RequestType'],
    ['no type', { RequestType: undefined }, 'RequestType'],
    ['no group', { ResourceProperties: {} }, 'ResourceProperties.AutoScalingGroupName'],
    ['an empty group', { ResourceProperties: { AutoScalingGroupName: '' } }, 'AutoScalingGroupName'],
    ['a list as group', { ResourceProperties: { AutoScalingGroupName: ['a'] } }, 'AutoScalingGroupName'],
    ['no properties', { ResourceProperties: undefined }, 'ResourceProperties'],
    ['no stack', { StackId: undefined }, 'StackId'],
    ['a number as request', { RequestId: 7 }, 'RequestId'],
  ])('answers FAILED to an event with %s', async (_name, fields, field) => {
    const ports = fakePorts();
    await handle(event('Create', fields), ports);
    expect(ports.suspendAzRebalance).not.toHaveBeenCalled();
    const answer = answerOf(ports);
    expect(answer).toMatchObject({ Status: 'FAILED', LogicalResourceId: 'azRebalance' });
    expect(answer.Reason).toMatch(new RegExp(`^InvalidEventError: .* not valid in .*${field}`));
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a text', 'event'],
    ['an event without address', event('Create', { ResponseURL: undefined })],
    ['an address that is none', event('Create', { ResponseURL: 'secret' })],
    ['an address without TLS', event('Create', { ResponseURL: 'http://bucket.s3.example/' })],
  ])('throws when it is given %s, as nobody can be answered', async (_name, broken) => {
    const ports = fakePorts();
    await expect(handle(broken, ports)).rejects.toThrow(InvalidEventError);
    expect(ports.put).not.toHaveBeenCalled();
  });

  it.each([60_000, 10_000, 3_000])(
    'answers FAILED in time when AWS hangs, given %d ms',
    async (invocationMs) => {
      const ports = fakePorts(invocationMs);
      ports.suspendAzRebalance.mockImplementation(never);
      await handle(event('Create'), ports);
      expect(answerOf(ports).Reason).toMatch(/^OutOfTimeError: suspending AZRebalance on group fleet-group/);
      expect(ports.remainingMs()).toBeGreaterThanOrEqual(Math.min(15_000, invocationMs / 2));
    },
  );

  it('answers FAILED in time when AWS keeps failing', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new TransientError('throttled'));
    await handle(event('Create'), ports);
    expect(answerOf(ports)).toMatchObject({ Status: 'FAILED', Reason: 'TransientError: throttled' });
    expect(ports.remainingMs()).toBeGreaterThanOrEqual(15_000);
  });

  it('throws when the answer cannot be delivered, though the work was done', async () => {
    const ports = fakePorts();
    ports.put.mockResolvedValue(403);
    await expect(handle(event('Create'), ports)).rejects.toThrow(DeliveryError);
    expect(ports.suspendAzRebalance).toHaveBeenCalledTimes(1);
  });

  it('never shows the presigned address', async () => {
    const shown: unknown[] = [];
    for (const fault of [() => Promise.resolve(403), () => Promise.reject(new Error('refused'))]) {
      for (const fields of [{}, { RequestType: 'Read' }, { ResponseURL: 'X-Amz-Signature=secret' }]) {
        const ports = fakePorts();
        ports.put.mockImplementation(fault);
        shown.push(await handle(event('Create', fields), ports).catch((error: unknown) => error));
        shown.push(Object.values(ports.logger).map((log) => log.mock.calls));
      }
    }
    const text = inspect(shown, { depth: Infinity });
    expect(text).toContain('bucket.s3.example');
    expect(text).not.toContain('secret');
  });
});
