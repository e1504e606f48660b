import { describe, expect, it } from '@jest/globals';
import { attempt } from '../testing/attempt.ts';
import { fleetWith, problemsOf } from '../testing/rule-cases.ts';
import type { Settings } from '../testing/rule-cases.ts';

describe('connection rules', () => {
  it.each<[string, Settings]>([
    ['a VPC with subnets', { VPC_ID: 'vpc-0123456789abcdef0', SUBNETS: ['subnet-0123456789abcdef0'] }],
    ['zones without a VPC', { AZS: ['us-east-1a'] }],
  ])('allow %s', (_what, settings) => expect(problemsOf(settings)).toEqual([]));

  it.each<[string, Settings, RegExp]>([
    [
      'a VPC without subnets',
      { VPC_ID: 'vpc-0123456789abcdef0' },
      /^SUBNETS: at least one subnet of .*vpc-0123/,
    ],
    [
      'subnets without a VPC',
      { SUBNETS: ['subnet-0123456789abcdef0'] },
      /^SUBNETS: not to be set without SEMAPHORE_AGENT_VPC_ID/,
    ],
  ])('reject %s', (_what, settings, expected) =>
    expect(problemsOf(settings)).toEqual([expect.stringMatching(expected)]),
  );

  it('ask for an endpoint or an organization', () => {
    const settings = fleetWith({});
    const { problems } = attempt({}, { ...settings, SEMAPHORE_ORGANIZATION: '' });
    expect(problems).toMatchObject([
      { key: 'SEMAPHORE_ENDPOINT', expected: expect.stringContaining('SEMAPHORE_ORGANIZATION') },
    ]);
  });
});
