import { describe, expect, it } from '@jest/globals';
import { GROUP_IDS } from '@agent-aws-stack/contract';
import { fleetNames } from '../testing/fleets.ts';
import { templateOf } from '../testing/synthesize.ts';

describe('the suspension of AZRebalance', () => {
  it.each(fleetNames)('is requested from the Lambda directly, for each group (%s)', (fleet) => {
    const groups = GROUP_IDS.filter((id) => id in templateOf(fleet).resources);
    expect(
      templateOf(fleet)
        .ofType('Custom::AZRebalanceSuspension')
        .map(({ Properties }) => Properties),
    ).toEqual(
      groups.map((id) => ({
        ServiceToken: { 'Fn::GetAtt': [expect.stringMatching(/^RebalanceSuspender/), 'Arn'] },
        AutoScalingGroupName: { Ref: id },
        ServiceTimeout: '120',
      })),
    );
  });

  it('is, apart from writing logs, the only thing that its Lambda may do, and only to its own group', () => {
    const { PolicyDocument } = templateOf('plain').only(
      'AWS::IAM::Policy',
      'plain-rebalance-suspender-policy',
    );
    expect(PolicyDocument).toMatchObject({
      Statement: [
        {
          Action: 'autoscaling:SuspendProcesses',
          Resource:
            'arn:aws:autoscaling:us-east-1:111111111111:autoScalingGroup:*:autoScalingGroupName/plain-autoScalingGroup-*',
        },
        { Sid: 'WriteLogs' },
      ],
    });
  });
});
