import { describe, expect, it, jest } from '@jest/globals';
import type { ForwardedReply, Region } from '../region/region.ts';
import { callerOf, identify } from './caller.ts';

const reply = (status: number, type: string, message: string): ForwardedReply => ({
  status,
  contentType: 'application/x-amz-json-1.0',
  body: JSON.stringify({ __type: type, message }),
});
const refused = (arn: string) =>
  reply(403, 'AccessDeniedException', `User: ${arn} is not authorized to perform: kms:X because …`);

describe('callerOf', () => {
  it('reads the caller from an error message', () => {
    const arn = 'arn:aws:sts::000000000000:assumed-role/lab-scaler/session';
    expect(callerOf(refused(arn))).toEqual({ kind: 'role', arn, name: 'lab-scaler' });
    const user = 'arn:aws:iam::000000000000:user/ann';
    expect(callerOf(refused(user))).toEqual({ kind: 'user', arn: user, name: 'ann' });
  });

  it.each([
    ['InvalidSignatureException', 'SignatureDoesNotMatch'],
    ['UnrecognizedClientException', 'InvalidClientTokenId'],
    ['ExpiredTokenException', 'ExpiredToken'],
    ['SomethingNewException', 'SomethingNewException'],
  ])('throws an error for credentials that are not valid: %s', (type, code) => {
    expect(() => callerOf(reply(400, type, 'because'))).toThrow(
      expect.objectContaining({ code, status: 403, message: 'because' }),
    );
  });

  it('identifies an administrator if IAM let the probe through, and throws for an HTML page', () => {
    expect(callerOf(reply(400, 'SerializationException', 'Invalid JSON'))).toMatchObject({
      kind: 'administrator',
    });
    expect(() => callerOf({ status: 502, contentType: 'text/html', body: '<html>' })).toThrow('<html>');
  });
});

describe('identify', () => {
  const headers = (authorization: string) => ({ headers: { authorization }, body: '' });
  const signed = (key: string) =>
    headers(
      `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/autoscaling/aws4_request, SignedHeaders=host, Signature=0`,
    );

  it('recognizes the root user without calling the emulator', async () => {
    const probe = jest.fn<Region['probe']>();
    expect(await identify({ probe }, signed('test'), 'test')).toMatchObject({ kind: 'root' });
    expect(probe).not.toHaveBeenCalled();
  });

  it('identifies all callers other than the root user with the help of the emulator', async () => {
    const arn = 'arn:aws:sts::000000000000:assumed-role/lab/s';
    const probe = jest.fn<Region['probe']>(() => Promise.resolve(refused(arn)));
    expect(await identify({ probe }, signed('ASIA'), 'test')).toMatchObject({ kind: 'role', name: 'lab' });
    expect(probe).toHaveBeenCalledWith(signed('ASIA'));
  });

  it.each([headers(''), { headers: {}, body: '' }])('refuses a request without a signature', async (call) => {
    await expect(identify({ probe: () => Promise.reject(new Error()) }, call, 'test')).rejects.toMatchObject({
      code: 'MissingAuthenticationToken',
    });
  });
});
