import { describe, expect, it } from '@jest/globals';
import { ServerForEachTest } from '../testing/server-for-each-test.ts';
import { Functions, lambdaClient } from './index.ts';

const aws = new ServerForEachTest();
const functions = () => new Functions(lambdaClient({ maxAttempts: 1 }), { deadlineMs: 60_000 });

describe('Functions', () => {
  it('describes a function, with defaults for missing fields', async () => {
    aws.answer = (_, reply) =>
      reply.ok({
        Configuration: { CodeSha256: 'abc', Environment: { Variables: { A: 'b' } } },
        Concurrency: { ReservedConcurrentExecutions: 0 },
      });
    expect(await functions().find('ci-scaler')).toEqual({
      ...{ name: 'ci-scaler', state: 'Active', stateReason: undefined },
      ...{ lastUpdate: 'Successful', lastUpdateReason: undefined, codeSha256: 'abc' },
      ...{ environment: { A: 'b' }, subnetIds: [], reservedConcurrency: 0 },
    });
    expect(aws.calls[0]?.action).toBe('GET /2015-03-31/functions/ci-scaler');
  });

  it('returns undefined if there is no such function', async () => {
    aws.answer = (_, reply) => reply.fail('ResourceNotFoundException', 'Function not found', 404);
    expect(await functions().find('nowhere')).toBeUndefined();
  });

  it('uploads the zip file unchanged', async () => {
    aws.answer = (_, reply) => reply.ok({});
    await functions().updateCode('ci-scaler', Buffer.from('zip'));
    expect(aws.calls[0]).toMatchObject({ action: 'PUT /2015-03-31/functions/ci-scaler/code' });
    expect(JSON.parse(String(aws.calls[0]?.input['body']))).toEqual({
      ZipFile: Buffer.from('zip').toString('base64'),
    });
  });

  it.each([
    ['ResourceNotFoundException', 404, 'FunctionNotFoundError'],
    ['ResourceConflictException', 409, 'ResourceContentionError'],
    ['AccessDeniedException', 403, 'AccessDeniedError'],
    ['TooManyRequestsException', 429, 'ThrottledError'],
  ])('throws a typed error for %s', async (code, status, name) => {
    aws.answer = (_, reply) => reply.fail(code, 'no', status);
    await expect(functions().updateCode('ci-scaler', Buffer.from(''))).rejects.toMatchObject({
      ...{ name, action: 'lambda:UpdateFunctionCode', resource: 'function ci-scaler' },
    });
  });
});
