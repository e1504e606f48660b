import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { answerMetrics } from '@agent-aws-stack/semaphore-api/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { FakeParameters } from '../../testing/fake-parameters.ts';
import { identified } from '../../testing/fake-site.ts';
import { FakeStacks, FakeTools } from '../../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { trustedSemaphore } from '../../testing/semaphore-in-environment.ts';
import { destroyCommand } from './command.ts';

const template = {
  Resources: {
    autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup' },
    one: { Type: 'AWS::IAM::Role' },
    other: { Type: 'AWS::IAM::Role' },
  },
};

const mac = {
  SEMAPHORE_AGENT_OS: 'macos',
  SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: `arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-${'0'.repeat(32)}`,
};

let stacks: FakeStacks;
let tools: FakeTools;
let aws: AwsServer;
beforeEach(async () => {
  stacks = new FakeStacks();
  stacks.set('linux', { template, desired: 0 });
  stacks.set('mac', { template, desired: 0 });
  tools = new FakeTools({ linux: { Resources: {} }, mac: { Resources: {} } });
  const parameters = new FakeParameters();
  parameters.set('/ci/linux-token', { type: 'SecureString', value: 'the-token', version: 1 });
  aws = await AwsServer.start(
    identified((call, reply) => (call.service === 'ssm' ? parameters : stacks).answer(call, reply)),
  );
});
afterEach(() => aws[Symbol.asyncDispose]());

const destroyed = () => tools.runs.filter(({ args }) => args[0] === 'destroy').map(({ args }) => args[1]);

async function destroy(
  args: readonly string[],
  answers: FakeAnswers & { readonly env?: Record<string, string> } = {},
  fleets: readonly object[] = [fleetParameters('linux'), fleetParameters('mac')],
) {
  using file = fleetFile({ fleets });
  return await runFleet((shell) => destroyCommand(shell, tools), ['destroy', ...args], {
    ...answers,
    env: { ...aws.environment, ...file.env, ...answers.env },
  });
}

describe('destroy', () => {
  it('prints what is deleted and what is kept, asks, then destroys only the named fleet', async () => {
    const { code, out, err, shell } = await destroy(['linux'], { confirm: true });
    expect({ code, out }).toEqual({ code: 0, out: '✔ linux\n' });
    expect(err).toMatch(/^Account 111111111111, region eu-central-1, as user\/ops\n/);
    expect(err).toMatch(
      /Deletes +stack linux in eu-central-1 with its 3 resources: Auto Scaling group, roles, …/,
    );
    expect(err).toMatch(/Terminates +0 instances\n/);
    expect(err).toMatch(/Keeps +the token in \/ci\/linux-token/);
    expect(err).not.toContain('DANGER');
    expect(shell.questions).toEqual(['Destroy?']);
    expect(destroyed()).toEqual(['linux']);
    expect(tools.runs.at(-1)?.args).toEqual(expect.arrayContaining(['--exclusively', '--force', '--app']));
  });

  it.each([
    ['running jobs', { jobs: 3, desired: 4 }, '3 running jobs may be terminated with their instances.'],
    [
      'no more jobs than there are instances',
      { jobs: 7, desired: 1 },
      '1 running job may be terminated with its instance.',
    ],
    [
      'jobs on instances that are terminating',
      { jobs: 1, desired: 0, instances: ['Terminating:Wait', 'Terminating'] },
      '1 running job may be terminated with its instance.',
    ],
    ['jobs that Semaphore cannot count', { desired: 4 }, 'Semaphore could not be asked'],
  ])(
    'warns of %s, also in the question',
    async (_, { jobs, ...group }: { jobs?: number; desired: number; instances?: string[] }, danger) => {
      await using semaphore = await trustedSemaphore(answerMetrics({ queued: 0, running: jobs ?? 0 }));
      stacks.set('linux', { template, ...group });
      const env = { SEMAPHORE_ENDPOINT: jobs === undefined ? '127.0.0.1:1' : semaphore.address };
      const { err, shell } = await destroy(['linux'], { confirm: false, env });
      expect(err).toContain(`DANGER: `);
      expect(err).toContain(danger);
      expect(shell.questions).toEqual(['Running jobs will be terminated. Destroy anyway?']);
      expect(destroyed()).toEqual([]);
    },
  );

  it.each<[string, object, number | undefined, RegExp]>([
    [
      'instances by state, and running jobs',
      { desired: 3, instances: ['InService', 'Pending', 'InService', 'Terminating:Wait'] },
      2,
      /Terminates +4 instances: 2 in service, 1 starting, 1 already terminating\n +at most 2 jobs, running now\n/,
    ],
    [
      'no jobs if all run elsewhere',
      { desired: 0 },
      7,
      /Terminates +0 instances\n +no jobs: there are no instances\n(?![^]*DANGER)/,
    ],
    [
      'no jobs if none is running',
      { desired: 1 },
      0,
      /Terminates +1 instance: 1 in service\n +no jobs: none is running\n/,
    ],
    [
      'one job per instance if Semaphore does not answer',
      { desired: 2 },
      undefined,
      /Terminates +2 instances: 2 in service\n +at most 2 jobs, one per instance\n/,
    ],
  ])('counts what is terminated before it asks: %s', async (_, stack, running, expected) => {
    await using semaphore = await trustedSemaphore(answerMetrics({ queued: 0, running: running ?? 0 }));
    stacks.set('linux', { template, ...stack });
    const env = { SEMAPHORE_ENDPOINT: running === undefined ? '127.0.0.1:1' : semaphore.address };
    const { err } = await destroy(['linux'], { confirm: false, env });
    expect(err).toMatch(expected);
    expect(destroyed()).toEqual([]);
  });

  it.each([
    ['a fleet of Macs', mac, true],
    ['another fleet', {}, false],
  ])('warns, for %s, whether dedicated hosts delay the deletion', async (_, parameters, warns) => {
    const { err } = await destroy(['mac'], { confirm: false }, [fleetParameters('mac', parameters)]);
    expect(err.includes('Dedicated hosts cannot be released in their first 24 hours')).toBe(warns);
  });

  it.each([
    ['a mistyped name', ['linu', '--yes'], /^linu: .*no fleet[^]*Did you mean linux\?/],
    ['no name if there are several fleets', ['--yes'], /name one, or pass --all/],
    ['a mistyped name after --fleet', ['--fleet', 'macs', '--yes'], /Did you mean mac\?/],
    ['several mistyped names', ['linu', 'mac', 'x', '--yes'], /^linu, x: .*no fleet of these names/],
    ['--all and a name', ['--all', 'linux', '--yes'], /^--all: contradicts the names given, linux;/],
    ['--all and names after --fleet', ['--all', 'x', '--fleet', 'y', '--yes'], /names given, x, y;/],
    [
      'context without a value',
      ['linux', '--yes', '--context', 'a=b', 'foo'],
      /^--context: foo is not key=value\n/,
    ],
    ['neither --yes nor a terminal', ['linux'], /Pass --yes/],
  ])('exits with 2 for %s', async (_, args, message) => {
    const { code, err } = await destroy(args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
    expect(destroyed()).toEqual([]);
  });

  it('destroys the only fleet without a name, or by its construct id', async () => {
    tools = new FakeTools({ AwsSemaphoreAgentStack: { Resources: {} } });
    const only = [fleetParameters('linux')];
    await destroy(['--yes'], {}, only);
    await destroy(['AwsSemaphoreAgentStack', '--yes', '--context', 'a=b', 'c=d=e'], {}, only);
    expect(destroyed()).toEqual(['AwsSemaphoreAgentStack', 'AwsSemaphoreAgentStack']);
    expect(tools.runs.at(-2)?.args).toEqual(
      expect.arrayContaining(['synth', '--context', 'a=b', '--context', 'c=d=e']),
    );
  });

  it.each([
    ['--force', ['linux', '--force']],
    ['-f after --yes, as in destroy:ci', ['linux', '--yes', '-f']],
  ])('asks nothing with %s', async (_, args) => {
    const { code, shell } = await destroy(args);
    expect({ code, questions: shell.questions }).toEqual({ code: 0, questions: [] });
    expect(destroyed()).toEqual(['linux']);
  });

  it('prints the output of the CDK CLI with --verbose, and passes on --role-arn', async () => {
    const { cdk } = tools;
    tools = Object.assign(Object.create(tools) as FakeTools, {
      cdk: async (run: Parameters<typeof cdk>[0]) => {
        await cdk(run);
        if (run.args[0] === 'destroy') run.onLine?.('deleting');
      },
    });
    const line = ['linux', '--force', '--verbose', '--role-arn', 'arn:aws:iam::111111111111:role/ops'];
    const { err } = await destroy(line);
    expect(err).toMatch(/^linux: deleting$/m);
    expect(tools.runs.at(-1)?.args.slice(-3)).toEqual([
      '--verbose',
      '--role-arn',
      'arn:aws:iam::111111111111:role/ops',
    ]);
  });

  it('prints which options have no effect', async () => {
    const { code, err } = await destroy(['linux', '--force', '--exclusively', '--progress', 'events']);
    expect(code).toBe(0);
    expect(err).toContain('--exclusively has no effect here: fleets do not depend on each other.');
    expect(err).toContain('--progress has no effect here: ');
  });

  it('destroys all fleets with --all; a failure does not stop the others, and a missing stack is not a failure', async () => {
    tools.failing.add('linux');
    stacks.delete('mac');
    const { code, out, err } = await destroy(['--all', '--yes', '--json']);
    expect(err).toMatch(/mac\n +is not deployed in eu-central-1/);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      fleets: [{ stackName: 'linux', failure: expect.stringContaining('rolled back') }],
    });
  });

  it.each([
    ['a placeholder', {}, /^ami-0+$/],
    ['the configured image', { SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0' }, /^ami-0123456789abcdef0$/],
  ])('looks up no image, and synthesises with %s', async (_, env, image) => {
    const imageless = fleetParameters('linux', { SEMAPHORE_AGENT_AMI: '' });
    expect(await destroy(['--yes'], { env }, [imageless])).toMatchObject({ code: 0 });
    const synthesis = tools.runs.find(({ args }) => args[0] === 'synth');
    expect(synthesis?.env?.['SEMAPHORE_AGENT_AMI']).toMatch(image);
  });
});
