import { describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { templateOf } from '../testing/synthesize.ts';

const { hostKeysParameter, updaterFunction, updaterPolicy, updaterRule } = LOGICAL_IDS;
const template = templateOf('plain');
const updater = { 'Fn::GetAtt': [updaterFunction, 'Arn'] };

describe("GitHub's host keys", () => {
  it('are a JSON list in a parameter', () => {
    const { Name, Type, Value } = template.properties(hostKeysParameter);
    expect({ Name, Type }).toEqual({ Name: 'plain-ssh-public-keys', Type: 'String' });
    expect(JSON.parse(Value as string)).toEqual([expect.stringMatching(/^ssh-ed25519 /)]);
  });

  it('are written by the updater, which may write no other parameter', () => {
    expect(template.properties(updaterFunction)).toMatchObject({
      Environment: {
        Variables: { SSM_PARAMETER: 'plain-ssh-public-keys', SEMAPHORE_AGENT_LOG_LEVEL: 'info' },
      },
    });
    expect(template.statements(updaterPolicy)).toMatchObject([
      {
        Action: ['ssm:GetParameter', 'ssm:PutParameter'],
        Resource: 'arn:aws:ssm:us-east-1:111111111111:parameter/plain-ssh-public-keys',
      },
      { Sid: 'WriteLogs' },
    ]);
  });

  it('are updated every day', () => {
    expect(template.properties(updaterRule)).toMatchObject({
      ScheduleExpression: 'rate(1 day)',
      Targets: [{ Arn: updater }],
    });
  });

  it('are updated after each deployment of this stack', () => {
    expect(template.only('AWS::Events::Rule', 'aws.cloudformation')).toMatchObject({
      EventPattern: {
        source: ['aws.cloudformation'],
        'detail-type': ['CloudFormation Stack Status Change'],
        detail: {
          'stack-id': [{ Ref: 'AWS::StackId' }],
          'status-details': {
            status: ['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
          },
        },
      },
      Targets: [{ Arn: updater }],
    });
  });

  it('have an updater that only its two rules may invoke', () => {
    const sources = template
      .ofType('AWS::Lambda::Permission')
      .filter(({ Properties }) => JSON.stringify(Properties['FunctionName']).includes(updaterFunction))
      .map(({ Properties }) => JSON.stringify(Properties['SourceArn']));
    expect(sources).toEqual([
      expect.stringContaining(updaterRule),
      expect.stringContaining('HostKeysAfterDeployment'),
    ]);
  });
});
