import { describe, expect, it } from '@jest/globals';
import { assignAgentName } from './agent-name.ts';
import type { NameOrigin } from './agent-type.ts';

const sts = 'https://sts.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Signature=0';
const fromSts: NameOrigin = { from: 'aws-sts', account: '123456789012', rolePatterns: 'ci-*,lab' };
const answer = (Account: string, Arn: string) =>
  JSON.stringify({ GetCallerIdentityResponse: { GetCallerIdentityResult: { Account, Arn } } });
const arn = (role: string, { partition = 'aws', type = 'assumed-role' } = {}) =>
  `arn:${partition}:sts::123456789012:${type}/${role}/i-0abc`;
const unreachable = () => Promise.reject(new Error('unreachable'));

describe('an agent type whose agents name themselves', () => {
  it.each(['a', 'i-0abc__F0/x+y', 'x'.repeat(80)])('accepts the name %p', async (name) => {
    expect(await assignAgentName({ from: 'agent' }, name, unreachable)).toBe(name);
  });

  it.each([
    ['', /must follow the pattern/],
    ['x'.repeat(81), /must be below 80 characters/],
    ['a b', /must follow the pattern/],
    ['a.b', /must follow the pattern/],
    ['é', /must follow the pattern/],
    ['a\n', /must follow the pattern/],
    [sts, /not allowed to use URLs/],
    ['/a', /not allowed to use URLs/],
  ])('refuses the name %p with 400', async (name, message) => {
    await expect(assignAgentName({ from: 'agent' }, name, unreachable)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(message),
    });
  });
});

describe('an agent type whose agents are named by AWS STS', () => {
  it.each(['ci-fleet-instanceProfileRole-1', 'lab'])(
    'names an agent of role %s after its session',
    async (role) => {
      const follow = () => Promise.resolve(answer('123456789012', arn(role)));
      expect(await assignAgentName(fromSts, sts, follow)).toBe('i-0abc');
    },
  );

  it.each([
    'i-0abc__f00',
    sts.replace('sts.amazonaws.com', 'sts.eu-west-1.amazonaws.com'),
    sts.replace('sts.amazonaws.com', 'sts.amazonaws.com.cn'),
    sts.replace('sts.amazonaws.com', 'sts.amazonaws.com:8443'),
    sts.replace('sts.amazonaws.com', 'evil.example/sts.amazonaws.com'),
    sts.replace('https', 'http'),
  ])('does not follow %s, which is not an https URL of sts.amazonaws.com', async (name) => {
    await expect(assignAgentName(fromSts, name, unreachable)).rejects.toMatchObject({
      status: 400,
      message: 'only pre-signed AWS STS URLs for name assignment are allowed',
    });
  });

  it.each([
    ['another account', answer('210987654321', arn('lab')), "AWS account '210987654321' is not allowed"],
    ['an error from STS', '{"Error":{"Code":"SignatureDoesNotMatch"}}', "AWS account '' is not allowed"],
    ['an HTML page', '<html>', 'error parsing response from AWS STS'],
    ['another role', answer('123456789012', arn('ops')), `ARN '${arn('ops')}' is not allowed`],
    [
      'a role whose name only starts like an allowed one',
      answer('123456789012', arn('lab2')),
      /is not allowed/,
    ],
    ['GovCloud', answer('123456789012', arn('lab', { partition: 'aws-us-gov' })), /is not allowed/],
    ['China', answer('123456789012', arn('lab', { partition: 'aws-cn' })), /is not allowed/],
    ['a federated user', answer('123456789012', arn('lab', { type: 'federated-user' })), /is not allowed/],
    ['a user', answer('123456789012', 'arn:aws:iam::123456789012:user/lab'), /is not allowed/],
  ])('refuses %s with 400', async (_, body, message) => {
    const registered = assignAgentName(fromSts, sts, () => Promise.resolve(body));
    await expect(registered).rejects.toMatchObject({ status: 400 });
    await expect(registered).rejects.toThrow(message);
  });

  it('refuses the registration with 400 when STS cannot be reached', async () => {
    await expect(assignAgentName(fromSts, sts, unreachable)).rejects.toMatchObject({
      status: 400,
      message: expect.stringMatching(/^error executing request to AWS STS: .*unreachable/),
    });
  });

  it('treats only * in a role pattern as special', async () => {
    const origin = { ...fromSts, rolePatterns: 'a.b,*c+' } as const;
    const nameOf = (role: string) =>
      assignAgentName(origin, sts, () => Promise.resolve(answer('123456789012', arn(role)))).catch(
        () => 'refused',
      );
    expect(await Promise.all(['a.b', 'axb', 'xc+', 'xcc'].map(nameOf))).toEqual([
      ...['i-0abc', 'refused', 'i-0abc', 'refused'],
    ]);
  });
});
