import { inspect } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { AwsError, ThrottledError } from '../errors.ts';
import { TransportFault } from './transport-fault.ts';
import { toAwsError } from './to-aws-error.ts';

const site = { action: 'autoscaling:SetDesiredCapacity', resource: 'group g' };

function sdkError(name: string, message = 'message of AWS', httpStatusCode = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode, requestId: 'r-7' } });
}

function transport(name: string, code: string | undefined): Error {
  return new TransportFault(Object.assign(new Error('failed'), { name, code }));
}

describe('toAwsError', () => {
  it.each<[string, Error, string]>([
    ['a missing parameter', sdkError('ParameterNotFound'), 'ParameterNotFoundError'],
    ['a missing permission, in a JSON service', sdkError('AccessDeniedException'), 'AccessDeniedError'],
    ['a missing permission, in a query service', sdkError('AccessDenied', 'no', 403), 'AccessDeniedError'],
    ['expired credentials', sdkError('ExpiredToken', 'no', 403), 'CredentialsError'],
    [
      'no credentials',
      new (class extends Error {
        override name = 'CredentialsProviderError';
      })('none'),
      'CredentialsError',
    ],
    ['throttling, in a JSON service', sdkError('ThrottlingException'), 'ThrottledError'],
    ['throttling, in a query service', sdkError('Throttling'), 'ThrottledError'],
    ['throttling by EC2', sdkError('RequestLimitExceeded', 'slow', 503), 'ThrottledError'],
    ['throttling that only the HTTP status shows', sdkError('Other', 'slow', 429), 'ThrottledError'],
    ['a busy group', sdkError('ScalingActivityInProgressFault'), 'ScalingActivityInProgressError'],
    [
      'a busy group whose error code lacks the suffix Fault',
      sdkError('ScalingActivityInProgress'),
      'ScalingActivityInProgressError',
    ],
    ['contention', sdkError('ResourceContentionFault'), 'ResourceContentionError'],
    [
      'a deleted group',
      sdkError('ValidationError', 'AutoScalingGroup name not found - null'),
      'GroupNotFoundError',
    ],
    [
      'a group that never existed',
      sdkError('ValidationError', 'Group my-group not found'),
      'GroupNotFoundError',
    ],
    ['values out of range', sdkError('ValidationError', 'above max'), 'InvalidRequestError'],
    ['a failing service', sdkError('InternalFailure', 'oops', 500), 'ServiceError'],
    ['a timeout that the service reports', sdkError('RequestTimeout'), 'DeadlineExceededError'],
    ['a reply that does not arrive', transport('TimeoutError', 'ETIMEDOUT'), 'DeadlineExceededError'],
    ['a connection that takes too long', transport('TimeoutError', undefined), 'DeadlineExceededError'],
    ['an aborted call', transport('AbortError', undefined), 'DeadlineExceededError'],
    ['a cut connection', transport('TimeoutError', 'ECONNRESET'), 'ConnectionError'],
    ['an unknown host', transport('Error', 'ENOTFOUND'), 'ConnectionError'],
    ['an untrusted certificate', transport('Error', 'DEPTH_ZERO_SELF_SIGNED_CERT'), 'ConnectionError'],
    [
      'a reply whose body is cut off',
      Object.assign(new Error('aborted'), { code: 'ECONNRESET' }),
      'ConnectionError',
    ],
    ['any other error', sdkError('SomethingNew'), 'UnexpectedAwsError'],
  ])('returns the right class for %s', (_, thrown, name) => {
    const error = toAwsError(thrown, site);
    expect(error).toBeInstanceOf(AwsError);
    expect(error).toMatchObject({
      name,
      resource: 'group g',
      action: 'autoscaling:SetDesiredCapacity',
      cause: thrown,
    });
  });

  it('takes time proportional to the length of the message (quadratic time would be minutes for this message)', () => {
    const error = toAwsError(sdkError('ValidationError', 'group '.repeat(200_000)), site);
    expect(error).toMatchObject({ name: 'InvalidRequestError' });
  });

  it('keeps the error code and the request id of AWS', () => {
    const error = toAwsError(sdkError('ThrottlingException', 'Rate exceeded'), site);
    expect(error).toMatchObject({ code: 'ThrottlingException', requestId: 'r-7' });
    expect(error.message).toBe('autoscaling:SetDesiredCapacity on group g: Rate exceeded');
  });

  it('quotes nothing of a reply that cannot be parsed, because the reply may be a secret parameter', () => {
    const hint = 'Deserialization error: to see the raw response, inspect the hidden field {error}.$response';
    const quoting = `Unexpected token 'k', ..."Value": k3yk3yk3yk"... is not valid JSON\n  ${hint} on this object.`;
    const error = toAwsError(new SyntaxError(quoting), site);
    expect(error).toMatchObject({ name: 'UnexpectedAwsError', code: 'SyntaxError' });
    expect(error.message).toBe('autoscaling:SetDesiredCapacity on group g: cannot parse the reply');
    expect(inspect(error)).not.toContain('k3y');
  });

  it('keeps the code of a connection that was closed in the middle of the body', () => {
    const hinted = Object.assign(new Error('aborted\n  Deserialization error: to see the raw response'), {
      code: 'ECONNRESET',
    });
    expect(toAwsError(hinted, site)).toMatchObject({ name: 'ConnectionError', code: 'ECONNRESET' });
  });

  it('returns an AwsError unchanged', () => {
    const error = new ThrottledError(site, { detail: 'slow' });
    expect(toAwsError(error, site)).toBe(error);
  });

  it('accepts a thrown value that is not an error', () => {
    expect(toAwsError('odd', site)).toMatchObject({ name: 'UnexpectedAwsError' });
  });
});
