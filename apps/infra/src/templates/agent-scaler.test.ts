import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { OWN_VPC, PRIVATE_SUBNETS, PUBLIC_SUBNET } from '../testing/fleet-case.ts';
import { templateOf } from '../testing/synthesize.ts';

const { scalerFunction, scalerPolicy, scalerInvokeConfig, scalerRule, scalerSecurityGroup } = LOGICAL_IDS;
const idOf = (fleet: string, prefix: string) =>
  Object.keys(templateOf(fleet).resources).find((id) => id.startsWith(prefix)) ?? '';
const leaseIdOf = (fleet: string) => idOf(fleet, 'ScalerTurn');
const jobsIdOf = (fleet: string) => idOf(fleet, 'ScalerJobs');
const scaler = (fleet: string) => templateOf(fleet).properties(scalerFunction);
const variables = (fleet: string) => (scaler(fleet)['Environment'] as { Variables: unknown }).Variables;

describe('the scaler', () => {
  it('has the settings of its fleet in its environment', () => {
    expect(variables('plain')).toEqual({
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: 'agent-token',
      SEMAPHORE_AGENT_STACK_NAME: 'plain',
      SEMAPHORE_AGENT_ASG_NAME: { Ref: LOGICAL_IDS.group },
      SEMAPHORE_AGENT_SCALER_LEASE_PARAMETER_NAME: { Ref: leaseIdOf('plain') },
      SEMAPHORE_AGENT_SCALER_JOBS_PARAMETER_NAME: { Ref: jobsIdOf('plain') },
      SEMAPHORE_ENDPOINT: 'acme.semaphoreci.com',
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'none',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '0',
      SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '2',
      SEMAPHORE_AGENT_SCALER_MAX_STEP: '0',
      SEMAPHORE_AGENT_LAUNCH_BRAKE: 'true',
      SEMAPHORE_AGENT_LOG_LEVEL: 'info',
    });
  });

  it('has the values that the user sets', () => {
    expect(variables('scaler-settings')).toMatchObject({
      SEMAPHORE_ENDPOINT: 'semaphore.example.com:8443',
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'percentage',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: '25',
      SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: '5',
      SEMAPHORE_AGENT_SCALER_MAX_STEP: '10',
      SEMAPHORE_AGENT_LOG_LEVEL: 'debug',
    });
  });

  it('is invoked every minute, may run longer, is never retried, and never gets an event older than a minute', () => {
    expect(scaler('plain')).toMatchObject({ Timeout: 160 });
    expect(scaler('plain')).not.toHaveProperty('ReservedConcurrentExecutions');
    expect(templateOf('plain').properties(scalerInvokeConfig)).toMatchObject({
      MaximumRetryAttempts: 0,
      MaximumEventAgeInSeconds: 60,
      Qualifier: '$LATEST',
    });
    expect(templateOf('plain').properties(scalerRule)).toMatchObject({
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [
        {
          Arn: { 'Fn::GetAtt': [scalerFunction, 'Arn'] },
          RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
        },
      ],
    });
  });

  it('may raise the capacity of its own group, suspend its launches and tag it, read its own token, use its own lease, describe groups and write logs, but no more', () => {
    const template = templateOf('plain');
    expect(template.statement(scalerPolicy, 'RaiseCapacity')).toMatchObject({
      Action: 'autoscaling:SetDesiredCapacity',
      Resource:
        'arn:aws:autoscaling:us-east-1:111111111111:autoScalingGroup:*:autoScalingGroupName/plain-autoScalingGroup-*',
    });
    expect(template.statement(scalerPolicy, 'ReadToken')).toMatchObject({
      Action: 'ssm:GetParameter',
      Resource: 'arn:aws:ssm:us-east-1:111111111111:parameter/agent-token',
    });
    expect(template.statement(scalerPolicy, 'TakeLease').Resource).toEqual([
      'arn:aws:ssm:us-east-1:111111111111:parameter/plain-scaler-turn',
      'arn:aws:ssm:us-east-1:111111111111:parameter/plain-scaler-jobs',
    ]);
    expect(template.properties(leaseIdOf('plain'))).toMatchObject({
      Name: 'plain-scaler-turn',
      Type: 'String',
      Value: 'its version is the lease',
    });
    expect(template.properties(jobsIdOf('plain'))).toMatchObject({
      Name: 'plain-scaler-jobs',
      Type: 'String',
      Value: 'no jobs',
    });
    expect(template.resources[scalerPolicy]).toMatchObject({
      DependsOn: [jobsIdOf('plain'), leaseIdOf('plain')],
    });
    expect(template.statements(scalerPolicy).flatMap(({ Action }) => Action)).toEqual([
      'autoscaling:DescribeAutoScalingGroups',
      'autoscaling:SetDesiredCapacity',
      'autoscaling:DescribeScalingActivities',
      'autoscaling:ResumeProcesses',
      'autoscaling:SuspendProcesses',
      'autoscaling:CreateOrUpdateTags',
      'autoscaling:DeleteTags',
      'ssm:GetParameter',
      'ssm:GetParameter',
      'ssm:PutParameter',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
    ]);
  });

  it('may suspend launches and write tags of its own group only', () => {
    for (const sid of ['SuspendLaunches', 'TagBrake'])
      expect(templateOf('plain').statement(scalerPolicy, sid).Resource).toBe(
        'arn:aws:autoscaling:us-east-1:111111111111:autoScalingGroup:*:autoScalingGroupName/plain-autoScalingGroup-*',
      );
  });

  it('may write no tag except that of the launch brake', () => {
    expect(templateOf('plain').statement(scalerPolicy, 'TagBrake').Condition).toEqual({
      'ForAllValues:StringEquals': { 'aws:TagKeys': ['semaphore:launch-brake'] },
    });
  });

  it('may not suspend launches if the launch brake is off, and there is no alarm for agents that do not start', () => {
    const template = templateOf('scaler-settings');
    expect(variables('scaler-settings')).toMatchObject({ SEMAPHORE_AGENT_LAUNCH_BRAKE: 'false' });
    expect(template.statements(scalerPolicy).map(({ Sid }) => Sid)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(DescribeLaunches|SuspendLaunches|TagBrake)$/)]),
    );
    expect(JSON.stringify(template.resources)).not.toContain('agents-do-not-start');
  });

  it.each([
    ['own-vpc', [...PRIVATE_SUBNETS]],
    ['own-vpc-zones', [...PRIVATE_SUBNETS]],
    ['public-subnet', [PUBLIC_SUBNET]],
  ])("of fleet %s runs in the fleet's subnets", (fleet, subnets) => {
    const template = templateOf(fleet);
    expect(scaler(fleet)['VpcConfig']).toEqual({
      SubnetIds: subnets,
      SecurityGroupIds: [{ 'Fn::GetAtt': [scalerSecurityGroup, 'GroupId'] }],
    });
    expect(template.properties(scalerSecurityGroup)).toMatchObject({ VpcId: OWN_VPC });
    expect(template.properties(scalerSecurityGroup)).not.toHaveProperty('SecurityGroupIngress');
    const allowed = template.statement(scalerPolicy, 'UseVpc');
    expect(allowed.Action).toContain('ec2:CreateNetworkInterface');
    // Denies calls of the function's code. Lambda itself manages the network interfaces, and its own calls do not have the condition key.
    expect(template.statement(scalerPolicy, 'DenyVpcToCode')).toMatchObject({
      Effect: 'Deny',
      Action: allowed.Action,
      Resource: '*',
      Condition: {
        ArnLike: {
          'lambda:SourceFunctionArn': 'arn:aws:lambda:us-east-1:111111111111:function:*',
        },
      },
    });
  });

  it('runs outside any VPC if the fleet uses the default one', () => {
    expect(scaler('plain')).not.toHaveProperty('VpcConfig');
  });

  it('does not exist without dynamic scaling', () => {
    const { resources } = templateOf('no-dynamic-scaling');
    expect(Object.keys(resources).filter((id) => /scaler/i.test(id))).toEqual([]);
  });
});
