import { expect, it } from '@jest/globals';
import { compareTemplates } from './compare-templates.ts';
import { keepsLimits } from './kept-limits.ts';

const UpdatePolicy = { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } };
const template = (properties: object, others: { UpdatePolicy?: typeof UpdatePolicy } = { UpdatePolicy }) => ({
  Resources: {
    autoScalingGroup: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '0', MaxSize: '5', Cooldown: '60', ...properties },
      ...others,
    },
  },
});

it.each([
  [false, 'there are no schedules', {}, {}],
  [true, 'nothing changes', {}, undefined],
  [true, 'another property changes', { Cooldown: '30' }, undefined],
  [false, 'the maximum changes', { MaxSize: '6' }, undefined],
  [false, 'the desired capacity is set', { DesiredCapacity: '2' }, undefined],
  [false, 'the group is replaced', { AutoScalingGroupName: 'other' }, undefined],
])('keepsLimits is %j if %s', (keeps, _what, properties, others) => {
  const wanted = template(properties, others);
  expect(keepsLimits(compareTemplates(template({}), wanted), wanted)).toBe(keeps);
});
