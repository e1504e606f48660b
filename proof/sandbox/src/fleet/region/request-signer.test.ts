import { describe, expect, it } from '@jest/globals';
import { presignedCallerIdentityUrl, signedFormHeaders } from './request-signer.ts';

const scope = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKID', secretAccessKey: 'secret', sessionToken: 'tok en' },
};

describe('signedFormHeaders', () => {
  it('signs the request for the service', async () => {
    const headers = await signedFormHeaders('https://127.0.0.1:8/', 'Action=X', {
      ...scope,
      service: 'autoscaling',
    });
    expect(headers).toMatchObject({ host: '127.0.0.1:8', 'x-amz-security-token': 'tok en' });
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKID\/\d{8}\/us-east-1\/autoscaling\/aws4_request, SignedHeaders=\S*host\S*, Signature=[0-9a-f]{64}$/,
    );
  });
});

describe('presignedCallerIdentityUrl', () => {
  it('uses the global host and its region, and has a signature and a lifetime', async () => {
    const url = new URL(await presignedCallerIdentityUrl(900, scope.credentials));
    expect(url.origin).toBe('https://sts.amazonaws.com');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      Action: 'GetCallerIdentity',
      'X-Amz-Credential': expect.stringMatching(/^AKID\/\d{8}\/us-east-1\/sts\/aws4_request$/),
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'tok en',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
      'X-Amz-SignedHeaders': 'host',
    });
  });
});
