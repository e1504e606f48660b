import { AwsServer, type AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import { APPLICATION_TAG, STACK_DESCRIPTION } from '@agent-aws-stack/contract';
import { describe, expect, it } from '@jest/globals';
import { identified } from '../../testing/fake-site.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { lsCommand } from './command.ts';

const group = (stack: string, logicalId = 'autoScalingGroup') => ({
  AutoScalingGroupName: `${stack}-autoScalingGroup-1`,
  ...{ MinSize: 0, MaxSize: 10, DesiredCapacity: 2 },
  Tags: [
    { Key: 'aws:cloudformation:stack-name', Value: stack },
    { Key: 'aws:cloudformation:logical-id', Value: logicalId },
  ],
});

const stack = (StackName: string, StackStatus: string, Description?: string) => ({
  ...{ StackName, StackStatus, Description },
  CreationTime: '2026-11-20T08:00:00Z',
});

const region: AwsAnswer = identified(({ action, input }, reply) => {
  if (action === 'DescribeStacks') {
    return reply.ok({
      Stacks: [
        stack('mac', 'UPDATE_COMPLETE', STACK_DESCRIPTION),
        stack('web', 'CREATE_COMPLETE', 'a web site'),
        stack('broken', 'ROLLBACK_COMPLETE', STACK_DESCRIPTION),
        stack('linux', 'UPDATE_COMPLETE'),
        stack('workers', 'CREATE_COMPLETE'),
      ],
    });
  }
  expect(input).toMatchObject({
    'Filters.member.1.Name': `tag:${APPLICATION_TAG.key}`,
    'Filters.member.1.Values.member.1': APPLICATION_TAG.value,
  });
  reply.ok({ AutoScalingGroups: [group('linux'), group('mac'), group('workers', 'workersGroup')] });
});

async function ls(args: readonly string[], env: Record<string, string> = {}) {
  await using server = await AwsServer.start(region);
  return await runFleet(lsCommand, ['ls', ...args], { env: { ...server.environment, ...env } });
}

describe('ls', () => {
  it('needs no configuration to list the fleets of the region, even one whose first deployment failed', async () => {
    const { code, out, err } = await ls(['--region', 'eu-west-1']);
    expect(code).toBe(0);
    expect(out.trimEnd().split('\n')).toEqual([
      'FLEET   CONFIGURED  STATE              DESIRED  MIN  MAX  DEPLOYED (UTC)',
      'broken  no          ROLLBACK_COMPLETE  -        -    -    2026-11-20 08:00:00',
      'linux   no          UPDATE_COMPLETE    2        0    10   2026-11-20 08:00:00',
      'mac     no          UPDATE_COMPLETE    2        0    10   2026-11-20 08:00:00',
    ]);
    expect(err).toContain(
      'To look at a fleet that is not in your configuration: npm run fleet -- status --stack broken --region eu-west-1',
    );
  });

  it('marks the configured fleets, and also lists the ones that are not deployed', async () => {
    using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('new')] });
    const { out } = await ls(['--json'], file.env);
    expect(JSON.parse(out).fleets).toMatchObject([
      { fleet: 'broken', configured: false, deployed: { status: 'ROLLBACK_COMPLETE' } },
      { fleet: 'linux', configured: true, deployed: { group: { min: 0, max: 10, desired: 2 } } },
      { fleet: 'mac', configured: false },
      { fleet: 'new', configured: true, deployed: null },
    ]);
  });

  it('ignores an invalid configuration, and prints the command that shows its problems', async () => {
    using file = fleetFile('{');
    const { code, err } = await ls([], file.env);
    expect(code).toBe(0);
    expect(err).toContain(
      'The configuration is invalid, so it is ignored here. To see its problems: npm run fleet -- validate',
    );
  });
});
