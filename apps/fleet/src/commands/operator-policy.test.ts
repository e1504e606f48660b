import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AwsServer, type AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { expect, it } from '@jest/globals';
import { macOnNamedHost } from './doctor/testing/mac-fleets.ts';
import { healthyRegion } from '../observe/testing/healthy-region.ts';
import { NOW } from '../observe/testing/fleet.ts';
import { healthyFleetEnvironment } from '../testing/healthy-fleet-environment.ts';
import { FakeTools } from '../testing/fake-stacks.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { installation } from '@agent-aws-stack/installation';
import { doctorCommand } from './doctor/command.ts';
import { rolloutCommand } from './rollout/command.ts';
import { logsCommand } from './logs/command.ts';
import { lsCommand } from './ls/command.ts';
import { statusCommand } from './status/command.ts';
import { upgradeCommand } from './upgrade/command.ts';

/** Services whose name in IAM differs from the one in a request's signature. */
const IAM_NAMES: Readonly<Record<string, string>> = { monitoring: 'cloudwatch' };
/** AWS allows this action without a policy. */
const ALWAYS_ALLOWED = 'sts:GetCallerIdentity';

function permissionFor({ service, action }: AwsCall): string {
  const name = action.startsWith('GET /2015-03-31/functions/') ? 'GetFunction' : action;
  return `${IAM_NAMES[service] ?? service}:${name}`;
}

interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
}

const { Statement: statements } = JSON.parse(
  readFileSync(join(installation.root, 'apps/fleet/operator-policy.json'), 'utf8'),
) as { Statement: readonly Statement[] };

/** Whether statements on reading parameters match the name, with or without a leading slash. */
const matches = (effect: Statement['Effect'], name: string): boolean =>
  statements
    .filter(({ Effect, Action }) => Effect === effect && Action === 'ssm:GetParameter')
    .flatMap(({ Resource }) => Resource)
    .map((arn) => arn.replace('arn:aws:ssm:*:*:parameter/', ''))
    .some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name.replace(/^\//, '')));

const isReadable = (name: string): boolean => matches('Allow', name) && !matches('Deny', name);

it('operator-policy.json allows the actions that the read-only commands call, and no others', async () => {
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
  const token = { SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/semaphore/token' };
  const options = { env: { ...healthyFleetEnvironment(server, 'localhost:1'), ...token }, now: NOW };
  await runFleet(doctorCommand, ['doctor'], options);
  await runFleet(doctorCommand, ['doctor'], { ...options, env: { ...options.env, ...macOnNamedHost() } });
  const logKey = {
    SEMAPHORE_AGENT_LOG_KMS_KEY:
      'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  };
  await runFleet(doctorCommand, ['doctor'], { ...options, env: { ...options.env, ...logKey } });
  await runFleet(lsCommand, ['ls'], options);
  await runFleet(statusCommand, ['status'], options);
  await runFleet((shell) => rolloutCommand(shell, () => Promise.resolve()), ['rollout', 'status'], options);
  await runFleet(logsCommand, ['logs'], options);
  await runFleet(logsCommand, ['logs', '--instance', 'i-0123456789abcdef0'], options);

  await runFleet((shell) => upgradeCommand(shell, tools), ['upgrade', 'check'], options);

  const called = new Set(
    server.calls.map(permissionFor).filter((permission) => permission !== ALWAYS_ALLOWED),
  );
  expect([...called].sort()).toEqual([...new Set(allowed)].sort());
  const read = server.calls.flatMap(({ action, input }) =>
    action === 'GetParameter' ? [String(input['Name'])] : [],
  );
  expect(read.length).toBeGreaterThan(3);
  expect(read.filter((name) => !isReadable(name))).toEqual([]);
});

it.each([
  '/prod/db-password',
  '/prod/db-config',
  'app-config-prod',
  'configuration',
  '/prod/semaphore/token',
  'cdk-bootstrap',
])('operator-policy.json does not allow reading the parameter %s', (name) => {
  expect(isReadable(name)).toBe(false);
});
