import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS, ON_DEMAND_GROUP_ID } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const alarm = (fleet: string, name: string) =>
  templateOf(fleet).only('AWS::CloudWatch::Alarm', `"${fleet}-${name}"`);
const alarmNames = (fleet: string) =>
  templateOf(fleet)
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ Properties }) => Properties['AlarmName']);
const ofFunction = (id: string) => [{ Name: 'FunctionName', Value: { Ref: id } }];

describe('the alarms', () => {
  it.each([
    [
      'scaler-failing',
      {
        MetricName: 'Errors',
        Dimensions: ofFunction(LOGICAL_IDS.scalerFunction),
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        EvaluationPeriods: 5,
        DatapointsToAlarm: 3,
        TreatMissingData: 'notBreaching',
      },
    ],
    [
      'scaler-silent',
      {
        MetricName: 'Invocations',
        Dimensions: ofFunction(LOGICAL_IDS.scalerFunction),
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        EvaluationPeriods: 5,
        TreatMissingData: 'breaching',
      },
    ],
    [
      'jobs-waiting-at-maximum',
      {
        Namespace: 'Semaphore',
        MetricName: 'JobsWaitingAtMaximum',
        Dimensions: [{ Name: 'StackName', Value: 'plain' }],
        Statistic: 'Minimum',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        EvaluationPeriods: 10,
        TreatMissingData: 'notBreaching',
      },
    ],
    [
      'agents-do-not-start',
      {
        Namespace: 'Semaphore',
        MetricName: 'LaunchBrake',
        Dimensions: [{ Name: 'StackName', Value: 'plain' }],
        Statistic: 'Maximum',
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 1,
        EvaluationPeriods: 3,
        DatapointsToAlarm: 1,
        TreatMissingData: 'notBreaching',
      },
    ],
    [
      'ssh-keys-updater-failing',
      {
        MetricName: 'Errors',
        Dimensions: ofFunction(LOGICAL_IDS.updaterFunction),
        ComparisonOperator: 'GreaterThanOrEqualToThreshold',
        Threshold: 3,
        TreatMissingData: 'notBreaching',
      },
    ],
  ])('include %s', (name, expected) => {
    expect(alarm('plain', name)).toMatchObject(expected);
  });

  it('compare the instances of all groups with the agents, if the groups publish their instances and have a launch timeout', () => {
    const group = (id: string) => [{ Name: 'AutoScalingGroupName', Value: { Ref: id } }];
    const agents = (AgentState: string) => [
      { Name: 'AgentState', Value: AgentState },
      { Name: 'StackName', Value: 'missing-agents' },
    ];
    const metric = (Id: string, Namespace: string, MetricName: string, Dimensions: unknown) => ({
      Id,
      MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: 'Average' },
      ReturnData: false,
    });
    expect(alarm('missing-agents', 'agents-missing')).toMatchObject({
      Metrics: [
        { Expression: 'instances1 + instances2 - idle - occupied' },
        metric('instances1', 'AWS/AutoScaling', 'GroupInServiceInstances', group(LOGICAL_IDS.group)),
        metric('instances2', 'AWS/AutoScaling', 'GroupInServiceInstances', group(ON_DEMAND_GROUP_ID)),
        metric('idle', 'Semaphore', 'AgentCount', agents('idle')),
        metric('occupied', 'Semaphore', 'AgentCount', agents('occupied')),
      ],
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: 1,
      EvaluationPeriods: 30,
      TreatMissingData: 'notBreaching',
    });
    for (const fleet of ['launch-timeout', 'group-settings'])
      expect(alarmNames(fleet)).not.toContain(`${fleet}-agents-missing`);
  });

  it('notify the topic when they go off and when they clear', () => {
    const topic = ['arn:aws:sns:us-east-1:111111111111:ops'];
    expect(alarmNames('alarm-topic')).toHaveLength(6);
    for (const { Properties } of templateOf('alarm-topic').ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties).toMatchObject({ AlarmActions: topic, OKActions: topic });
    }
    expect(alarm('plain', 'scaler-silent')).not.toHaveProperty('AlarmActions');
  });

  it('include jobs-waiting-long if a limit is set, and the scaler then publishes its metric', () => {
    expect(alarm('alarm-topic', 'jobs-waiting-long')).toMatchObject({
      Namespace: 'Semaphore',
      MetricName: 'JobWaitSoFar',
      Dimensions: [{ Name: 'StackName', Value: 'alarm-topic' }],
      ExtendedStatistic: 'p95',
      Period: 300,
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: 300,
      EvaluationPeriods: 1,
      TreatMissingData: 'notBreaching',
    });
    const { Environment } = templateOf('alarm-topic').properties(LOGICAL_IDS.scalerFunction);
    expect(Environment).toMatchObject({ Variables: { SEMAPHORE_AGENT_MAX_JOB_WAIT: '300' } });
    expect(alarmNames('plain')).not.toContain('plain-jobs-waiting-long');
  });

  it('are only about the updater if there is no scaler', () => {
    expect(alarmNames('no-dynamic-scaling')).toEqual(['no-dynamic-scaling-ssh-keys-updater-failing']);
  });

  it('can be turned off', () => {
    expect(alarmNames('no-alarms')).toEqual([]);
  });
});
