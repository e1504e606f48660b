import { expect, it } from '@jest/globals';
import { renderChangedSchedules } from './changed-schedules.ts';
import { compareTemplates } from './compare-templates.ts';

const template = (minSize?: number, hasOther = true) => ({
  Resources: {
    autoScalingGroup: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '0', MaxSize: '9' },
      ...(hasOther && {
        UpdatePolicy: { AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true } },
      }),
    },
    ...(minSize !== undefined && {
      scheduleNight: {
        Type: 'AWS::AutoScaling::ScheduledAction',
        Properties: { AutoScalingGroupName: { Ref: 'autoScalingGroup' }, MinSize: minSize },
      },
    }),
  },
});
const sentence = expect.stringMatching(/^Changed schedules take effect at their next time\./);
const last = expect.stringMatching(/^No schedule is left\./);

it.each([
  ['added', template(), template(1), [sentence]],
  ['changed', template(1), template(2), [sentence]],
  ['removed', template(1), template(), [sentence]],
  ['the last one, and removed', template(1), template(undefined, false), [last]],
  ['not changed', template(1), template(1), []],
])(
  'a plan says when schedules take effect, if the deployment changes any: a schedule is %s',
  (_what, deployed, wanted, lines) =>
    expect(renderChangedSchedules(compareTemplates(deployed, wanted))).toEqual(lines),
);
