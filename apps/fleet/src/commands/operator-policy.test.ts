import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsServer, type AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { expect, it } from '@jest/globals';
import { ownHosts } from './doctor/testing/mac-fleets.ts';
import { healthyRegion } from '../observe/testing/healthy-region.ts';
import { NOW } from '../observe/testing/fleet.ts';
import { healthyFleetEnvironment } from '../testing/healthy-fleet-environment.ts';
import { FakeTools } from '../testing/fake-stacks.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { workspaceRoot } from '../workspace.ts';
import { doctorCommand } from './doctor/command.ts';
import { logsCommand } from './logs/command.ts';
import { statusCommand } from './status/command.ts';
import { upgradeCommand } from './upgrade/command.ts';

/** Names of services in a signature that IAM calls otherwise. */
const IAM_NAMES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };
/** No policy is needed for this one. */
const FREE = 'sts:GetCallerIdentity';

function rightFor({ service, action }: AwsCall): string {
  const name = action.startsWith('GET /2015-03-31/functions/') ? 'GetFunction' : action;
  return `${IAM_NAMES[service] ?? service}:${name}`;
}

it('operator-policy.json allows what the looking commands ask, and nothing else', async () => {
  const { Statement: statements } = JSON.parse(
    readFileSync(join(workspaceRoot, 'apps/fleet/operator-policy.json'), 'utf8'),
  ) as { Statement: readonly { Action: string | readonly string[] }[] };
  const allowed = statements.flatMap(({ Action }) => Action);

  await using server = await AwsServer.start(
    healthyRegion({
      DescribeHosts: (_, reply) => reply.ok({ hostSet: [] }),
      DescribeLogGroups: (_, reply) => reply.ok({ logGroups: [{ logGroupName: '/semaphore/agent' }] }),
      FilterLogEvents: (_, reply) => reply.ok({ events: [] }),
      GetTemplate: (_, reply) => reply.ok({ TemplateBody: '{}' }),
      GetConsoleOutput: (_, reply) => reply.ok({ output: Buffer.from('booted').toString('base64') }),
    }),
  );
  const tools = new FakeTools({ ci: {}, AwsSemaphoreAgentStack: {} });
  const around = { env: healthyFleetEnvironment(server, 'localhost:1'), now: NOW };
  await runFleet(doctorCommand, ['doctor'], around);
  await runFleet(doctorCommand, ['doctor'], { ...around, env: { ...around.env, ...ownHosts() } });
  await runFleet(statusCommand, ['status'], around);
  await runFleet(logsCommand, ['logs'], around);
  await runFleet(logsCommand, ['logs', '--instance', 'i-0abc'], around);

  await runFleet((shell) => upgradeCommand(shell, tools), ['upgrade', 'check'], around);

  const asked = new Set(server.calls.map(rightFor).filter((right) => right !== FREE));
  expect([...asked].sort()).toEqual([...allowed].sort());
});
