import { describe, expect, it } from '@jest/globals';
import { ServerForEachTest } from '../testing/server-for-each-test.ts';
import { cloudFormationClient, Stacks } from './index.ts';

const aws = new ServerForEachTest();
const stacks = () => new Stacks(cloudFormationClient({ maxAttempts: 1 }), { deadlineMs: 60_000 });

describe('Stacks', () => {
  it('describes a stack; one that was never updated counts as deployed when it was created', async () => {
    const CreationTime = '2026-01-02T03:04:05Z';
    aws.answer = (_, reply) =>
      reply.ok({
        Stacks: [{ StackName: 'ci', StackStatus: 'CREATE_COMPLETE', CreationTime, Description: 'x' }],
      });
    expect(await stacks().find('ci')).toEqual({
      ...{ name: 'ci', status: 'CREATE_COMPLETE', statusReason: undefined, description: 'x' },
      ...{ drift: 'NOT_CHECKED', roleArn: undefined, isTerminationProtected: false },
      ...{ createdAt: new Date(CreationTime), deployedAt: new Date(CreationTime) },
    });
  });

  it('returns the parameters and tags of a stack', async () => {
    aws.answer = (_, reply) =>
      reply.ok({
        Stacks: [
          {
            ...{ StackName: 'ci', StackStatus: 'CREATE_COMPLETE', CreationTime: '2026-01-02T03:04:05Z' },
            Parameters: [{ ParameterKey: 'BootstrapVersion', ParameterValue: '/cdk-bootstrap/x/version' }],
            Tags: [{ Key: 'team', Value: 'ci' }],
          },
        ],
      });
    expect(await stacks().inputs('ci')).toEqual({
      parameters: { BootstrapVersion: '/cdk-bootstrap/x/version' },
      tags: { team: 'ci' },
    });
  });

  it.each<[string, (all: Stacks) => Promise<unknown>]>([
    ['stack', (all) => all.find('ci')],
    ['inputs', (all) => all.inputs('ci')],
    ['template', (all) => all.template('ci')],
    ['physical id', (all) => all.physicalId('ci', 'autoScalingGroup')],
  ])('returns no %s if the stack does not exist', async (_, find) => {
    aws.answer = (_call, reply) => reply.fail('ValidationError', 'Stack with id ci does not exist');
    expect(await find(stacks())).toBeUndefined();
  });

  it('returns the template and a physical id', async () => {
    aws.answer = ({ action }, reply) =>
      reply.ok(
        action === 'GetTemplate'
          ? { TemplateBody: '{}' }
          : { StackResourceDetail: { PhysicalResourceId: 'ci-autoScalingGroup-1' } },
      );
    expect(await stacks().template('ci')).toBe('{}');
    expect(await stacks().physicalId('ci', 'autoScalingGroup')).toBe('ci-autoScalingGroup-1');
    expect(aws.calls[0]?.input).toMatchObject({ TemplateStage: 'Original' });
  });

  it('lists the stacks of all pages', async () => {
    aws.answer = ({ input }, reply) =>
      reply.ok(
        input['NextToken'] === undefined
          ? { Stacks: [{ StackName: 'one', StackStatus: 'CREATE_COMPLETE' }], NextToken: 'more' }
          : { Stacks: [{ StackName: 'two', StackStatus: 'ROLLBACK_COMPLETE' }] },
      );
    expect((await stacks().all()).map(({ name, status }) => [name, status])).toEqual([
      ['one', 'CREATE_COMPLETE'],
      ['two', 'ROLLBACK_COMPLETE'],
    ]);
  });

  it('lists the resources of all pages, without those that were never created', async () => {
    const summary = (LogicalResourceId: string, PhysicalResourceId?: string) => ({
      ...{ LogicalResourceId, ResourceType: 'AWS::IAM::Role', PhysicalResourceId },
    });
    aws.answer = ({ input }, reply) =>
      reply.ok(
        input['NextToken'] === undefined
          ? { StackResourceSummaries: [summary('one', '1'), summary('failed')], NextToken: 'more' }
          : { StackResourceSummaries: [summary('two', '2')] },
      );
    expect(await stacks().resources('ci')).toEqual([
      { logicalId: 'one', type: 'AWS::IAM::Role', physicalId: '1' },
      { logicalId: 'two', type: 'AWS::IAM::Role', physicalId: '2' },
    ]);
  });

  it.each([
    ['ValidationError', 'Stack with id ci does not exist', 'StackNotFoundError'],
    ['ValidationError', 'Template format error', 'InvalidRequestError'],
    ['AccessDenied', 'no', 'AccessDeniedError'],
    ['Throttling', 'Rate exceeded', 'ThrottledError'],
  ])('throws a typed error for %s: %s', async (code, message, name) => {
    aws.answer = (_, reply) => reply.fail(code, message);
    await expect(stacks().resources('ci')).rejects.toMatchObject({
      ...{ name, action: 'cloudformation:ListStackResources', resource: 'stack ci' },
    });
  });
});
