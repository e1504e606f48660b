import { setTimeout as wait } from 'node:timers/promises';
import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { describe, expect, it } from '@jest/globals';
import { healthyRegion } from '../../observe/testing/healthy-region.ts';
import { deployedTemplate } from '../../testing/deployed-template.ts';
import { fakePrograms } from '../../testing/fake-programs.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { healthyFleetEnvironment } from '../../testing/healthy-fleet-environment.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { openCommand } from './command.ts';

type Answers = NonNullable<Parameters<typeof healthyRegion>[0]>;

interface Options extends FakeAnswers {
  readonly region?: Answers;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `open` for the fleet `ci` on a machine with a browser. */
async function open(line: string, { region = {}, env = {}, ...shell }: Options = {}) {
  const program = process.platform === 'darwin' ? 'open' : 'xdg-open';
  using programs = fakePrograms({ [program]: 'exit 0' });
  await using server = await AwsServer.start(healthyRegion(region));
  const ran = await runFleet(openCommand, ['open', ...line.split(' ').filter((word) => word !== '')], {
    ...shell,
    env: {
      ...healthyFleetEnvironment(server, 'acme.semaphoreci.com'),
      ...{ PATH: programs.PATH, DISPLAY: ':0', ...env },
    },
  });
  if (ran.err.includes('Opens ')) while (programs.callsOf(program).length === 0) await wait(10);
  return { ...ran, opened: programs.callsOf(program), awsCalls: server.calls.length };
}

const resources = (
  ...all: readonly (readonly [type: string, logicalId: string, name: string])[]
): Answers => ({
  ListStackResources: (_, reply) =>
    reply.ok({
      StackResourceSummaries: all.map(([ResourceType, LogicalResourceId, PhysicalResourceId]) => ({
        ...{ ResourceType, LogicalResourceId, PhysicalResourceId },
      })),
    }),
});
const identity = (partition: string): Answers => ({
  GetCallerIdentity: (_, reply) =>
    reply.ok({ Account: '111111111111', Arn: `arn:${partition}:iam::111111111111:user/ops` }),
});

const GROUP = 'ec2/home?region=eu-west-1#AutoScalingGroupDetails:id=ci-autoScalingGroup-1;view=details';
const CLOUDWATCH = 'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#';

describe('fleet open', () => {
  it('opens the group in the console', async () => {
    const { code, out, err, opened } = await open('', { confirm: true });
    const url = `https://eu-west-1.console.aws.amazon.com/${GROUP}`;
    expect({ code, out, opened }).toEqual({ code: 0, out: '', opened: [[url]] });
    expect(err).toContain(`Opens ${url}`);
  });

  it.each<[string, Options, string]>([
    ['console', {}, `https://eu-west-1.console.aws.amazon.com/${GROUP}`],
    ['console', { region: identity('aws-cn') }, `https://eu-west-1.console.amazonaws.cn/${GROUP}`],
    [
      'console',
      { region: identity('aws-us-gov') },
      `https://eu-west-1.console.amazonaws-us-gov.com/${GROUP}`,
    ],
    [
      'dashboard',
      { region: resources(['AWS::CloudWatch::Dashboard', 'D1', 'ci-semaphore-agents']) },
      `${CLOUDWATCH}dashboards:name=ci-semaphore-agents`,
    ],
    ['logs', {}, `${CLOUDWATCH}logsV2:log-groups/log-group/$252Faws$252Flambda$252Fci$252Fagent-scaler`],
    ['agents', {}, 'https://acme.semaphoreci.com/self_hosted_agents'],
  ])('prints the address of %s with --print', async (page, options, url) => {
    const { code, out, opened } = await open(`${page} --print`, { confirm: true, ...options });
    expect({ code, out, opened }).toEqual({ code: 0, out: `${url}\n`, opened: [] });
  });

  it.each<[string, Options]>([
    ['a terminal', {}],
    ['a browser', { confirm: true, env: { PATH: '/nowhere' } }],
  ])('without %s, prints the address', async (_, options) => {
    const { code, out, opened } = await open('agents', options);
    expect({ code, opened }).toEqual({ code: 0, opened: [] });
    expect(out).toBe('https://acme.semaphoreci.com/self_hosted_agents\n');
  });

  it('does not call AWS for the page in Semaphore', async () => {
    expect(await open('agents --print')).toMatchObject({ awsCalls: 0 });
  });

  it.each<[string, string, Options, string, string]>([
    [
      'a fleet without a dashboard',
      'dashboard',
      {},
      'fleet ci: has no dashboard',
      'SEMAPHORE_AGENT_DASHBOARD',
    ],
    [
      'a fleet without a scaler',
      'logs',
      { region: resources() },
      'fleet ci: has no scaler',
      'SEMAPHORE_AGENT_USE_DYNAMIC_SCALING',
    ],
    [
      'a fleet that is not deployed',
      'console',
      { region: { DescribeStacks: (_, reply) => reply.fail('ValidationError', 'ci does not exist') } },
      'fleet ci: there is no stack ci',
      'npm run fleet -- deploy',
    ],
    [
      'an unknown partition',
      'console',
      { region: identity('aws-iso') },
      'partition aws-iso: the address of its console is not known',
      'Open the console yourself',
    ],
  ])('says why it cannot open the page: %s', async (_, page, options, problem, remedy) => {
    const { code, err, opened } = await open(page, { confirm: true, ...options });
    expect({ code, opened }).toEqual({ code: 1, opened: [] });
    expect(err).toContain(problem);
    expect(err).toContain(remedy);
  });

  it('works with --stack and no configuration', async () => {
    const TemplateBody = JSON.stringify(
      deployedTemplate('ci', { SEMAPHORE_ENDPOINT: 'other.semaphoreci.com' }),
    );
    const region: Answers = { GetTemplate: (_, reply) => reply.ok({ TemplateBody }) };
    const { out } = await open('agents --stack ci', { region, env: { SEMAPHORE_AGENT_STACK_NAME: '' } });
    expect(out).toBe('https://other.semaphoreci.com/self_hosted_agents\n');
  });

  it('prints the address as JSON', async () => {
    const { out } = await open('agents --json');
    const url = 'https://acme.semaphoreci.com/self_hosted_agents';
    expect(JSON.parse(out)).toMatchObject({ fleets: [{ fleet: 'ci', page: 'agents', url, opened: false }] });
  });
});
