import { expect, it } from '@jest/globals';
import { movedSince, type PresentPlan } from './moved-since.ts';
import type { Template } from './plan-file.ts';

const template = (MaxSize: string, others: object = {}): Template => ({
  Resources: {
    autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MaxSize } },
    ...others,
  },
});
const plan = (
  deployed: Template | null,
  wanted: Template,
  { region = 'eu-west-1', dangers = [] }: { region?: string; dangers?: readonly string[] } = {},
): PresentPlan => ({
  account: '111111111111',
  region,
  fleets: [{ stackName: 'linux', deployed, wanted, dangers }],
});
const withDangers = (...dangers: readonly string[]) => plan(template('10'), template('20'), { dangers });
const made = plan(template('10'), template('20'));

it.each<[string, PresentPlan, PresentPlan, readonly string[]]>([
  ['nothing if it is the same', made, plan(template('10'), template('20')), []],
  [
    'another region',
    made,
    plan(template('10'), template('20'), { region: 'eu-west-2' }),
    ['it is for account 111111111111, region eu-west-1, not account 111111111111, region eu-west-2'],
  ],
  [
    'a deployment in between',
    made,
    plan(template('15'), template('20')),
    ['stack linux was deployed since:\n      autoScalingGroup MaxSize: 10 → 15'],
  ],
  [
    'a change of the configuration, and of resources',
    made,
    plan(template('10'), template('20', { extra: { Type: 'AWS::SNS::Topic' } })),
    ['what would be deployed as linux changed since (configuration, image or version):\n      add extra'],
  ],
  ['a deletion', made, plan(null, template('20')), ['stack linux was deployed since: it was deleted']],
  [
    'a creation',
    plan(null, template('20')),
    plan(template('1'), template('20')),
    ['stack linux was deployed since: it was created'],
  ],
  ['nothing if a danger of the plan remains', withDangers('a', 'b'), withDangers('a', 'b'), []],
  ['nothing if a danger of the plan is over', withDangers('a', 'b'), withDangers('b'), []],
  [
    'a danger that the plan did not have',
    withDangers('a'),
    withDangers('a', 'b'),
    ['deploying linux would now terminate running jobs:\n      b'],
  ],
])('finds %s', (_, before, present, moved) => {
  expect(movedSince(before, present)).toEqual(moved);
});
