import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CdkRun } from '../../cdk/tools.ts';
import { DeploymentFixture, type RunOptions } from '../../testing/deployment-fixture.ts';
import type { FakeTools } from '../../testing/fake-stacks.ts';
import { deployedTemplate as templateOf } from '../../testing/deployed-template.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { destroyCommand } from './command.ts';

const template = {
  Resources: {
    autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup' },
    one: { Type: 'AWS::IAM::Role' },
    other: { Type: 'AWS::IAM::Role' },
  },
};

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
  fixture.stacks.set('linux', { template, desired: 0 });
  fixture.stacks.set('mac', { template, desired: 0 });
});
afterEach(() => fixture[Symbol.asyncDispose]());

const destroy = (args: readonly string[], options: RunOptions = {}) =>
  fixture.run(destroyCommand, ['destroy', ...args], options);

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
    expect(fixture.tools.stacksOf('destroy')).toEqual(['linux']);
    expect(fixture.tools.runs.at(-1)?.args).toEqual(
      expect.arrayContaining(['--exclusively', '--force', '--app']),
    );
  });

  it.each([
    ['a mistyped name', ['linu', '--yes'], /^linu: .*no fleet[^]*Did you mean linux\?/],
    ['no name if there are several fleets', ['--yes'], /name one, or pass --all/],
    ['a mistyped name after --fleet', ['--fleet', 'macs', '--yes'], /Did you mean mac\?/],
    ['several mistyped names', ['linu', 'mac', 'x', '--yes'], /^linu, x: .*no fleet of these names/],
    ['--all and a name', ['--all', 'linux', '--yes'], /^--all: contradicts the names given, linux;/],
    ['--all and names after --fleet', ['--all', 'x', '--fleet', 'y', '--yes'], /names given, x, y;/],
    [
      '--stack and a name',
      ['linux', '--stack', 'mac', '--yes'],
      /^--stack: contradicts the names given, linux;/,
    ],
    ['--stack and --all', ['--all', '--stack', 'mac', '--yes'], /^--stack: contradicts --all;/],
    ['--stack and --fleet', ['--fleet', 'linux', '--stack', 'mac'], /cannot be used with option '--fleet/],
    ['neither --yes nor a terminal', ['linux'], /Pass --yes/],
  ])('exits with 2 for %s', async (_, args, message) => {
    const { code, err } = await destroy(args);
    expect(err).toMatch(message);
    expect(code).toBe(2);
    expect(fixture.tools.stacksOf('destroy')).toEqual([]);
  });

  it('destroys the only fleet without a name, or by its construct id', async () => {
    const only = [fleetParameters('linux')];
    await destroy(['--yes'], { fleets: only });
    const { err } = await destroy(['AwsSemaphoreAgentStack', '--yes', '--context', 'a=b'], { fleets: only });
    expect(fixture.tools.stacksOf('destroy')).toEqual(['linux', 'linux']);
    expect(err).toContain('--context has no effect here: a stack is deleted without a synthesis.');
  });

  it('destroys a deployed stack with --stack, without a configuration and without a synthesis', async () => {
    fixture.stacks.set('linux', { template: templateOf('linux') });
    const env = { SEMAPHORE_AGENT_STACK_CONFIG: '' };
    const { code, err } = await destroy(['--stack', 'linux', '--yes'], { env });
    expect(err).toMatch(/Keeps +the token in \/ci\/linux-token/);
    expect(code).toBe(0);
    expect(fixture.tools.stacksOf('destroy')).toEqual(['linux']);
    expect(fixture.tools.syntheses).toEqual([]);
  });

  it('destroys nothing if the stack has been deleted already and AWS still returns its template', async () => {
    fixture.stacks.set('linux', { template, status: 'DELETE_COMPLETE' });
    const { code, out, err, shell } = await destroy(['linux'], { confirm: true });
    expect({ code, out, questions: shell.questions }).toEqual({ code: 0, out: '', questions: [] });
    expect(err).toContain('is not deployed in eu-central-1: there is nothing to destroy');
    expect(fixture.tools.stacksOf('destroy')).toEqual([]);
  });

  it.each([
    ['--force', ['linux', '--force']],
    ['-f after --yes, as in destroy:ci', ['linux', '--yes', '-f']],
  ])('asks nothing with %s', async (_, args) => {
    const { code, shell } = await destroy(args);
    expect({ code, questions: shell.questions }).toEqual({ code: 0, questions: [] });
    expect(fixture.tools.stacksOf('destroy')).toEqual(['linux']);
  });

  it('prints the output of the CDK CLI with --verbose, and passes on --role-arn', async () => {
    const { tools } = fixture;
    fixture.tools = Object.assign(Object.create(tools) as FakeTools, {
      cdk: async (run: CdkRun) => {
        await tools.cdk(run);
        if (run.args[0] === 'destroy') run.onLine?.('deleting');
      },
    });
    const line = ['linux', '--force', '--verbose', '--role-arn', 'arn:aws:iam::111111111111:role/ops'];
    const { err } = await destroy(line);
    expect(err).toMatch(/^linux: deleting$/m);
    expect(fixture.tools.runs.at(-1)?.args.slice(-3)).toEqual([
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
    fixture.tools.failing.add('linux');
    fixture.stacks.delete('mac');
    const { code, out, err } = await destroy(['--all', '--yes', '--json']);
    expect(err).toMatch(/mac\n +is not deployed in eu-central-1/);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      fleets: [{ fleet: 'linux', failure: expect.stringContaining('rolled back') }],
    });
  });

  describe('protection from scale-in', () => {
    /** The calls that changed something, and the run of the CDK CLI. */
    const changes = () =>
      fixture.aws.calls
        .filter(({ action }) => ['UpdateAutoScalingGroup', 'SetInstanceProtection'].includes(action))
        .map(({ action, input }) => ({ action, ...input }));
    const protectedStack = (...instances: string[]) =>
      fixture.stacks.set('linux', { template, desired: instances.length, instances, protected: true });

    it('stops launches, ends the protection in batches, then deletes the stack', async () => {
      protectedStack(...Array.from({ length: 51 }, () => 'InService'));
      expect(await destroy(['linux', '--yes'])).toMatchObject({ code: 0, out: '✔ linux\n' });
      expect(changes()).toMatchObject([
        {
          action: 'UpdateAutoScalingGroup',
          AutoScalingGroupName: 'linux',
          ...{ MinSize: '0', MaxSize: '0', DesiredCapacity: '0' },
          NewInstancesProtectedFromScaleIn: 'false',
        },
        { action: 'SetInstanceProtection', 'InstanceIds.member.50': 'i-49', ProtectedFromScaleIn: 'false' },
        { action: 'SetInstanceProtection', 'InstanceIds.member.1': 'i-50', ProtectedFromScaleIn: 'false' },
      ]);
      expect(fixture.tools.stacksOf('destroy')).toEqual(['linux']);
    });

    it('waits for instances that are starting, because only instances in service can lose their protection', async () => {
      protectedStack('InService', 'Pending', 'Terminating:Wait');
      expect((await destroy(['linux', '--yes'])).code).toBe(0);
      expect(changes().map(({ action }) => action)).toEqual([
        'UpdateAutoScalingGroup',
        'SetInstanceProtection',
        'SetInstanceProtection',
      ]);
      expect(changes().some((call) => 'InstanceIds.member.2' in call)).toBe(false);
      expect(fixture.tools.stacksOf('destroy')).toEqual(['linux']);
    });

    it('does not end the protection if CloudFormation refuses to delete the stack', async () => {
      const instances = ['InService'];
      fixture.stacks.set('linux', { template, instances, protected: true, terminationProtected: true });
      const { code, err } = await destroy(['linux', '--yes']);
      expect(code).toBe(1);
      expect(err).toMatch(/nothing was changed\n.*--no-enable-termination-protection --stack-name linux/);
      expect([changes(), fixture.tools.stacksOf('destroy')]).toEqual([[], []]);
    });

    it('does not change the group if no instance is protected', async () => {
      expect((await destroy(['linux', '--yes'])).code).toBe(0);
      expect(changes()).toEqual([]);
    });

    it.each(['UpdateAutoScalingGroup', 'SetInstanceProtection'])(
      'deletes nothing if AWS denies %s',
      async (action) => {
        protectedStack('InService');
        fixture.stacks.denied.add(action);
        const { code, err } = await destroy(['linux', '--yes']);
        expect(code).toBe(1);
        expect(err).toMatch(
          new RegExp(
            `was not deleted, because its instances are protected[^]*${action}[^]*deployer-policy.json`,
          ),
        );
        expect(fixture.tools.stacksOf('destroy')).toEqual([]);
      },
    );
  });
});
