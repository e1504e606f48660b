import { expect, it } from '@jest/globals';
import { movedSince, type PresentPlan } from './moved-since.ts';
import type { Danger } from './dangers.ts';
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
  { region = 'eu-west-1', dangers = [] }: { region?: string; dangers?: readonly Danger[] } = {},
): PresentPlan => ({
  account: '111111111111',
  region,
  fleets: [{ stackName: 'linux', deployed, wanted, dangers }],
});
const withDangers = (...dangers: readonly Danger[]) => plan(template('10'), template('20'), { dangers });
const replaced: Danger = { kind: 'group replaced', message: 'The group is replaced.' };
const below = (desired: number): Danger => ({
  kind: 'maximum below capacity',
  message: `The maximum is below ${desired}.`,
});
const made = plan(template('10'), template('20'));

it.each<[string, PresentPlan, PresentPlan, readonly string[]]>([
  ['nothing if the plan is the same now', made, plan(template('10'), template('20')), []],
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
    ['stack linux has changed since:\n      autoScalingGroup MaxSize: 10 → 15'],
  ],
  [
    'a change of the configuration, and of resources',
    made,
    plan(template('10'), template('20', { extra: { Type: 'AWS::SNS::Topic' } })),
    ['the template for stack linux has changed since (configuration, image or version):\n      add extra'],
  ],
  ['a deletion', made, plan(null, template('20')), ['stack linux has changed since: it was deleted']],
  [
    'a creation',
    plan(null, template('20')),
    plan(template('1'), template('20')),
    ['stack linux has changed since: it was created'],
  ],
  [
    'nothing if a danger of the plan remains',
    withDangers(replaced, below(5)),
    withDangers(replaced, below(5)),
    [],
  ],
  ['nothing if only the capacity has changed', withDangers(below(5)), withDangers(below(7)), []],
  ['nothing if a danger of the plan is over', withDangers(replaced, below(5)), withDangers(below(5)), []],
  [
    'a danger that the plan did not have',
    withDangers(replaced),
    withDangers(replaced, below(5)),
    ['deploying linux would now terminate running jobs:\n      The maximum is below 5.'],
  ],
])('finds %s', (_, before, present, moved) => {
  expect(movedSince(before, present)).toEqual(moved);
});
