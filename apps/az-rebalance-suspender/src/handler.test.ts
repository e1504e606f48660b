import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import {
  AccessDeniedError,
  GroupNotFoundError,
  InvalidRequestError,
  ResourceContentionError,
  ServiceError,
  ThrottledError,
} from '@agent-aws-stack/aws-clients';
import { InvalidEventError } from './event.ts';
import { handle } from './handler.ts';
import { DeliveryError } from './response.ts';
import { event, RESPONSE_URL, STACK_ID } from './testing/events.ts';
import { fakePorts, never } from './testing/fake-ports.ts';

const SITE = { action: 'autoscaling:SuspendProcesses', resource: 'group fleet-group' };

/** Returns the response, and checks that there is only one. */
function responseFrom({ put }: ReturnType<typeof fakePorts>): Record<string, unknown> {
  expect(put).toHaveBeenCalledTimes(1);
  const [url, body] = put.mock.calls[0]!;
  expect(url).toBe(RESPONSE_URL);
  return JSON.parse(body);
}

describe('handle', () => {
  it.each(['Create', 'Update'] as const)('suspends AZRebalance on %s, then responds', async (type) => {
    const ports = fakePorts();
    await handle(event(type), ports);
    expect(ports.suspendAzRebalance.mock.calls).toEqual([['fleet-group']]);
    expect(responseFrom(ports)).toEqual({
      Status: 'SUCCESS',
      PhysicalResourceId: type === 'Create' ? `${STACK_ID}/azRebalance` : 'existing-id',
      StackId: STACK_ID,
      RequestId: '9d1c',
      LogicalResourceId: 'azRebalance',
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['a complete event', {}],
    ['no properties', { ResourceProperties: undefined }],
    ['a resource whose creation failed', { PhysicalResourceId: undefined, ResourceProperties: {} }],
  ])('succeeds on Delete without doing anything: %s', async (_name, fields) => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new Error('no such group'));
    await handle(event('Delete', fields), ports);
    expect(ports.suspendAzRebalance).not.toHaveBeenCalled();
    expect(responseFrom(ports)).toMatchObject({ Status: 'SUCCESS' });
  });

  it('responds with the same physical id if CloudFormation repeats an event', async () => {
    const [first, second] = [fakePorts(), fakePorts()];
    await handle(event('Create'), first);
    await handle(event('Create', { RequestId: 'again' }), second);
    expect(responseFrom(first).PhysicalResourceId).toBe(responseFrom(second).PhysicalResourceId);
  });

  it('responds FAILED with the name of the error', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new RangeError('group fleet-group: gone'));
    await handle(event('Create'), ports);
    expect(responseFrom(ports)).toMatchObject({
      Status: 'FAILED',
      Reason: 'RangeError: group fleet-group: gone',
      PhysicalResourceId: `${STACK_ID}/azRebalance`,
    });
    expect(ports.logger.error).toHaveBeenCalledTimes(1);
  });

  it('shortens a reason that is too long for a response', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new Error('x'.repeat(10_000)));
    await handle(event('Update'), ports);
    expect(ports.put.mock.calls[0]![1].length).toBeLessThan(4096);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['an unknown type', { RequestType: 'Read' }, 'RequestType'],
    ['no type', { RequestType: undefined }, 'RequestType'],
    ['no group name', { ResourceProperties: {} }, 'ResourceProperties.AutoScalingGroupName'],
    ['an empty group name', { ResourceProperties: { AutoScalingGroupName: '' } }, 'AutoScalingGroupName'],
    ['a list as group name', { ResourceProperties: { AutoScalingGroupName: ['a'] } }, 'AutoScalingGroupName'],
    ['no properties', { ResourceProperties: undefined }, 'ResourceProperties'],
    ['an object with a length as stack id', { StackId: { length: { toString: null } } }, 'StackId'],
    ['no stack id', { StackId: undefined }, 'StackId'],
    ['a number as request id', { RequestId: 7 }, 'RequestId'],
  ])('responds FAILED to an event with %s', async (_name, fields, field) => {
    const ports = fakePorts();
    await handle(event('Create', fields), ports);
    expect(ports.suspendAzRebalance).not.toHaveBeenCalled();
    const response = responseFrom(ports);
    expect(response).toMatchObject({ Status: 'FAILED', LogicalResourceId: 'azRebalance' });
    expect(response.Reason).toMatch(new RegExp(`^InvalidEventError: .* invalid fields: .*${field}`));
  });

  it.each<[string, unknown]>([
    ['undefined', undefined],
    ['a string', 'event'],
    ['an event without a URL', event('Create', { ResponseURL: undefined })],
    ['an invalid URL', event('Create', { ResponseURL: 'secret' })],
    ['a URL without TLS', event('Create', { ResponseURL: 'http://bucket.s3.example/' })],
  ])('throws on %s, because it cannot respond', async (_name, broken) => {
    const ports = fakePorts();
    await expect(handle(broken, ports)).rejects.toThrow(InvalidEventError);
    expect(ports.put).not.toHaveBeenCalled();
  });

  it.each([60_000, 10_000, 3_000])(
    'responds FAILED in time if AWS hangs, in an invocation of %d ms',
    async (invocationMs) => {
      const ports = fakePorts(invocationMs);
      ports.suspendAzRebalance.mockImplementation(never);
      await handle(event('Create'), ports);
      expect(responseFrom(ports).Reason).toMatch(
        /^OutOfTimeError: suspending AZRebalance on group fleet-group/,
      );
      expect(ports.remainingMs()).toBeGreaterThanOrEqual(Math.min(15_000, invocationMs / 2));
    },
  );

  it('responds FAILED in time if AWS keeps failing', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new ThrottledError(SITE, { detail: 'throttled' }));
    await handle(event('Create'), ports);
    expect(responseFrom(ports)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^ThrottledError: .*throttled/),
    });
    expect(ports.remainingMs()).toBeGreaterThanOrEqual(15_000);
  });

  it.each([
    { Kind: AccessDeniedError, calls: 5 },
    { Kind: ThrottledError, calls: 5 },
    { Kind: ResourceContentionError, calls: 5 },
    { Kind: ServiceError, calls: 5 },
    { Kind: GroupNotFoundError, calls: 1 },
    { Kind: InvalidRequestError, calls: 1 },
  ])('calls AWS $calls time(s) if each call fails with $Kind.name', async ({ Kind, calls }) => {
    const ports = fakePorts();
    const error = new Kind(SITE, { detail: 'reason' });
    ports.suspendAzRebalance.mockRejectedValue(error);
    await handle(event('Create'), ports);
    expect(ports.suspendAzRebalance).toHaveBeenCalledTimes(calls);
    expect(ports.logger.warn).toHaveBeenCalledTimes(calls - 1);
  });

  it('does not retry after a bug', async () => {
    const ports = fakePorts();
    ports.suspendAzRebalance.mockRejectedValue(new TypeError('undefined is not a function'));
    await handle(event('Create'), ports);
    expect(ports.suspendAzRebalance).toHaveBeenCalledTimes(1);
  });

  it('throws if it cannot deliver the response, even if AZRebalance is suspended', async () => {
    const ports = fakePorts();
    ports.put.mockResolvedValue(403);
    await expect(handle(event('Create'), ports)).rejects.toThrow(DeliveryError);
    expect(ports.suspendAzRebalance).toHaveBeenCalledTimes(1);
  });

  it('never shows the presigned URL in errors and logs', async () => {
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
