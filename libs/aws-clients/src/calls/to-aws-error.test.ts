import { describe, expect, it } from '@jest/globals';
import { AwsError, ThrottledError } from '../errors.ts';
import { TransportFault } from './transport-fault.ts';
import { toAwsError } from './to-aws-error.ts';

const site = { action: 'autoscaling:SetDesiredCapacity', resource: 'group g' };

function sdkError(name: string, message = 'what AWS says', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: 'r-7' } });
}

function transport(name: string, code: string | undefined): Error {
  return new TransportFault(Object.assign(new Error('no luck'), { name, code }));
}

describe('toAwsError', () => {
  it.each<[string, Error, string]>([
    ['a missing parameter', sdkError('ParameterNotFound'), 'ParameterNotFoundError'],
    ['a permission missing in a JSON service', sdkError('AccessDeniedException'), 'AccessDeniedError'],
    ['a permission missing in a query service', sdkError('AccessDenied', 'no', 403), 'AccessDeniedError'],
    ['expired credentials', sdkError('ExpiredToken', 'no', 403), 'CredentialsError'],
    [
      'no credentials',
      new (class extends Error {
        override name = 'CredentialsProviderError';
      })('none'),
      'CredentialsError',
    ],
    ['throttling in a JSON service', sdkError('ThrottlingException'), 'ThrottledError'],
    ['throttling in a query service', sdkError('Throttling'), 'ThrottledError'],
    ['throttling by EC2', sdkError('RequestLimitExceeded', 'slow', 503), 'ThrottledError'],
    ['throttling that only the status tells', sdkError('Other', 'slow', 429), 'ThrottledError'],
    ['a busy group', sdkError('ScalingActivityInProgressFault'), 'ScalingActivityInProgressError'],
    [
      'a busy group, as the emulator names it',
      sdkError('ScalingActivityInProgress'),
      'ScalingActivityInProgressError',
    ],
    ['contention', sdkError('ResourceContentionFault'), 'ResourceContentionError'],
    [
      'a group that is gone',
      sdkError('ValidationError', 'AutoScalingGroup name not found - null'),
      'GroupNotFoundError',
    ],
    ['a group that never was', sdkError('ValidationError', 'Group my-group not found'), 'GroupNotFoundError'],
    ['values out of range', sdkError('ValidationError', 'above max'), 'InvalidRequestError'],
    ['a failing service', sdkError('InternalFailure', 'oops', 500), 'ServiceError'],
    ['a timeout that the service tells', sdkError('RequestTimeout'), 'DeadlineExceededError'],
    ['an answer that did not come', transport('TimeoutError', 'ETIMEDOUT'), 'DeadlineExceededError'],
    ['a connection that did not come', transport('TimeoutError', undefined), 'DeadlineExceededError'],
    ['a call given up', transport('AbortError', undefined), 'DeadlineExceededError'],
    ['a cut connection', transport('TimeoutError', 'ECONNRESET'), 'ConnectionError'],
    ['an unknown host', transport('Error', 'ENOTFOUND'), 'ConnectionError'],
    ['a strange certificate', transport('Error', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'ConnectionError'],
    [
      'a reply cut off in its body',
      Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
      'ConnectionError',
    ],
    ['anything else', sdkError('SomethingNew'), 'UnexpectedAwsError'],
  ])('names %s', (_, thrown, name) => {
    const error = toAwsError(thrown, site);
    expect(error).toBeInstanceOf(AwsError);
    expect(error).toMatchObject({
      name,
      resource: 'group g',
      action: 'autoscaling:SetDesiredCapacity',
      cause: thrown,
    });
  });

  it('keeps what AWS called it, and the request id', () => {
    const error = toAwsError(sdkError('ThrottlingException', 'Rate exceeded'), site);
    expect(error).toMatchObject({ code: 'ThrottlingException', requestId: 'r-7' });
    expect(error.message).toBe('autoscaling:SetDesiredCapacity on group g: Rate exceeded');
  });

  it("says that a reply cannot be read, without the SDK's hint to developers", () => {
    const hint = 'Deserialization error: to see the raw response, inspect the hidden field {error}.$response';
    const { message } = toAwsError(new SyntaxError(`Unexpected token '<'\n  ${hint} on this object.`), site);
    expect(message).toBe(
      "autoscaling:SetDesiredCapacity on group g: the reply cannot be read: Unexpected token '<'",
    );
  });

  it('leaves its own errors alone', () => {
    const error = new ThrottledError(site, { detail: 'slow' });
    expect(toAwsError(error, site)).toBe(error);
  });

  it('takes what is no error', () => {
    expect(toAwsError('odd', site)).toMatchObject({ name: 'UnexpectedAwsError' });
  });
});
