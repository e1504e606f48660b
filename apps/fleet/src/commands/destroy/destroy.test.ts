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
  it('says what goes and what stays, asks, then destroys the named fleet and no other', async () => {
    const { code, out, err, shell } = await destroy(['linux'], { confirm: true });
    expect({ code, out }).toEqual({ code: 0, out: '✔ linux\n' });
    expect(err).toMatch(/^Account 111111111111, region eu-central-1, as user\/ops\n/);
    expect(err).toMatch(
      /Deletes +stack linux in eu-central-1 with its 3 resources: Auto Scaling group, roles, …/,
    );
    expect(err).toMatch(/Ends +0 instances\n/);
    expect(err).toMatch(/Keeps +the token in \/ci\/linux-token/);
    expect(err).not.toContain('DANGER');
    expect(shell.questions).toEqual(['Destroy?']);
    expect(destroyed()).toEqual(['linux']);
    expect(tools.runs.at(-1)?.args).toEqual(expect.arrayContaining(['--exclusively', '--force', '--app']));
  });

  it.each([
    ['running jobs', { jobs: 3, desired: 4 }, '3 running jobs may be terminated with their instances.'],
    [
      'as many jobs as there are instances',
      { jobs: 7, desired: 1 },
      '1 running job may be terminated with its instance.',
    ],
    [
      'jobs on instances that are terminating',
      { jobs: 1, desired: 0, instances: ['Terminating:Wait', 'Terminating'] },
      '1 running job may be terminated with its instance.',
    ],
    ['what Semaphore cannot tell', { desired: 4 }, 'Semaphore could not be asked'],
  ])(
    'warns of %s, and asks in other words',
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
      'how instances stand, and jobs',
      { desired: 3, instances: ['InService', 'Pending', 'InService', 'Terminating:Wait'] },
      2,
      /Ends +4 instances: 2 in service, 1 starting, 1 already terminating\n +at most 2 jobs, running now\n/,
    ],
    [
      'that jobs run elsewhere',
      { desired: 0 },
      7,
      /Ends +0 instances\n +no jobs: there are no instances\n(?![^]*DANGER)/,
    ],
    ['that no job runs', { desired: 1 }, 0, /Ends +1 instance: 1 in service\n +no jobs: none is running\n/],
    [
      'a job an instance where Semaphore cannot tell',
      { desired: 2 },
      undefined,
      /Ends +2 instances: 2 in service\n +at most 2 jobs, one per instance\n/,
    ],
  ])('counts what ends before it asks: %s', async (_, stack, running, ends) => {
    await using semaphore = await trustedSemaphore(answerMetrics({ queued: 0, running: running ?? 0 }));
    stacks.set('linux', { template, ...stack });
    const env = { SEMAPHORE_ENDPOINT: running === undefined ? '127.0.0.1:1' : semaphore.address };
    const { err } = await destroy(['linux'], { confirm: false, env });
    expect(err).toMatch(ends);
    expect(destroyed()).toEqual([]);
  });

  it.each([
    ['a fleet of Macs', mac, true],
    ['another fleet', {}, false],
  ])("says of %s whether dedicated hosts hold up the stack's deletion", async (_, parameters, isTold) => {
    const { err } = await destroy(['mac'], { confirm: false }, [fleetParameters('mac', parameters)]);
    expect(err.includes('Dedicated hosts cannot be released in their first 24 hours')).toBe(isTold);
  });

  it.each([
    ['a name that is mistyped', ['linu', '--yes'], /^linu: .*no fleet[^]*Did you mean linux\?/],
    ['none where there are several', ['--yes'], /name one, or pass --all/],
    ['one that is mistyped as an option', ['--fleet', 'macs', '--yes'], /Did you mean mac\?/],
    ['several that are mistyped', ['linu', 'mac', 'x', '--yes'], /^linu, x: .*no fleet of these names/],
    ['all, and a name', ['--all', 'linux', '--yes'], /^--all: contradicts the names given, linux;/],
    ['all, and names as options', ['--all', 'x', '--fleet', 'y', '--yes'], /names given, x, y;/],
    [
      'context without a value',
      ['linux', '--yes', '--context', 'a=b', 'foo'],
      /^--context: foo is not key=value\n/,
    ],
    ['nobody to ask', ['linux'], /Pass --yes/],
  ])('is wrong use: %s', async (_, args, says) => {
    const { code, err } = await destroy(args);
    expect(err).toMatch(says);
    expect(code).toBe(2);
    expect(destroyed()).toEqual([]);
  });

  it('takes the only fleet without a name, and by the name that the CDK has for it', async () => {
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
  ])('asks nobody with %s', async (_, args) => {
    const { code, shell } = await destroy(args);
    expect({ code, questions: shell.questions }).toEqual({ code: 0, questions: [] });
    expect(destroyed()).toEqual(['linux']);
  });

  it('prints what the CDK says with --verbose, and hands a role on', async () => {
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

  it('says which options have no effect', async () => {
    const { code, err } = await destroy(['linux', '--force', '--exclusively', '--progress', 'events']);
    expect(code).toBe(0);
    expect(err).toContain('--exclusively has no effect here: fleets do not depend on each other.');
    expect(err).toContain('--progress has no effect here: ');
  });

  it('destroys all side by side; one that fails does not keep the others, one that is gone is no failure', async () => {
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
    ['none', {}, /^ami-0+$/],
    ['the one that is named', { SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0' }, /^ami-0123456789abcdef0$/],
  ])('needs no image, which may be gone, and has the synthesis look for %s', async (_, env, image) => {
    const imageless = fleetParameters('linux', { SEMAPHORE_AGENT_AMI: '' });
    expect(await destroy(['--yes'], { env }, [imageless])).toMatchObject({ code: 0 });
    const synthesis = tools.runs.find(({ args }) => args[0] === 'synth');
    expect(synthesis?.env?.['SEMAPHORE_AGENT_AMI']).toMatch(image);
  });
});
