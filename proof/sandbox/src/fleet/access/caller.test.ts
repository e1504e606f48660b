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
  it('reads the caller from a refusal', () => {
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
  ])('passes on why credentials are not valid: %s', (type, code) => {
    expect(() => callerOf(reply(400, type, 'because'))).toThrow(
      expect.objectContaining({ code, status: 403, message: 'because' }),
    );
  });

  it('takes who is let through for an administrator, and nobody else', () => {
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

  it('knows the account’s own credentials', async () => {
    const probe = jest.fn<Region['probe']>();
    expect(await identify({ probe }, signed('test'), 'test')).toMatchObject({ kind: 'root' });
    expect(probe).not.toHaveBeenCalled();
  });

  it('asks the emulator about any other', async () => {
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
