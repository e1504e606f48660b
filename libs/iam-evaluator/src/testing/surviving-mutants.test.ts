import { expect, it } from '@jest/globals';
import { allows, denies, wrongCases } from './policy-case.ts';
import { survivingMutants } from './surviving-mutants.ts';

const policy = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'ReadConfig',
      Effect: 'Allow',
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:*:*:parameter/*-config',
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'ci' } },
    },
  ],
};
const parameter = (name: string) => `arn:aws:ssm:us-east-1:111111111111:parameter/${name}`;
const ci = { 'aws:ResourceTag/team': 'ci' };
const positive = allows('ssm:GetParameter', parameter('lab-config'), ci);
const negatives = [
  ...denies('ssm:GetParameter', ['appconfig', 'lab-config-old', 'lab-fig'].map(parameter), ci),
  ...denies('ssm:GetParameter', parameter('lab-config')),
  ...denies('ssm:GetParameter', parameter('lab-config'), { 'aws:ResourceTag/team': 'web' }),
  ...denies('ssm:PutParameter', parameter('lab-config'), ci),
];

it('names the cases that a policy decides wrongly', () => {
  expect(wrongCases([policy], [...positive, ...negatives])).toEqual([]);
  expect(wrongCases([policy], [...allows('ssm:GetParameter', parameter('x'), ci), ...denies('a:b')])).toEqual(
    [`must be allowed: ssm:GetParameter on ${parameter('x')} with {"aws:resourcetag/team":"ci"}`],
  );
});

it('finds no mutant if the cases cover each part of a statement', () => {
  expect(survivingMutants([policy], [...positive, ...negatives])).toEqual([]);
});

it.each([
  [
    'an allowed request',
    negatives,
    ['Effect inverted', 'ssm:GetParameter removed', 'config removed', 'ci removed'],
  ],
  ['a similar name', [...positive, ...negatives.slice(3)], ['*config', '*-config*', '→ *']],
  [
    'a missing key',
    [...positive, ...negatives.filter(({ request }) => request.context.size > 0)],
    ['IfExists'],
  ],
  ['another value', [...positive, ...negatives.slice(0, 4), ...negatives.slice(5)], ['team ci → *']],
  ['another action', [...positive, ...negatives.slice(0, -1)], ['ssm:*']],
])('finds the mutants that only a case with %s would catch', (_, cases, changes) => {
  const survivors = survivingMutants([policy], cases);
  for (const change of changes) expect(survivors).toContainEqual(expect.stringContaining(change));
});
