import { expect, it } from '@jest/globals';
import { movedSince, type PresentPlan } from './moved-since.ts';
import type { Template } from './plan-file.ts';

const template = (MaxSize: string, others: object = {}): Template => ({
  Resources: {
    autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MaxSize } },
    ...others,
  },
});
const plan = (deployed: Template | null, wanted: Template, region = 'eu-west-1'): PresentPlan => ({
  account: '111111111111',
  region,
  fleets: [{ stackName: 'linux', deployed, wanted }],
});
const made = plan(template('10'), template('20'));

it.each<[string, PresentPlan, PresentPlan, readonly string[]]>([
  ['nothing if it is the same', made, plan(template('10'), template('20')), []],
  [
    'another region',
    made,
    plan(template('10'), template('20'), 'eu-west-2'),
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
])('finds %s', (_, before, present, moved) => {
  expect(movedSince(before, present)).toEqual(moved);
});
