import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeploymentFixture } from '../../testing/deployment-fixture.ts';
import { FakeTools, type FakeStack, type Template } from '../../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { deployCommand } from '../deploy/command.ts';
import { planCommand } from './command.ts';

const group = (properties: Record<string, unknown> = {}): Template => ({
  Resources: {
    autoScalingGroup: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: { MinSize: '0', MaxSize: '20', ...properties },
    },
  },
});

const withImage = (ImageId: string): Template => ({
  Resources: {
    ...(group()['Resources'] as object),
    launchTemplateDEE5742D: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { ImageId } },
    },
  },
});

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

function plan(
  args: readonly string[],
  fleets: readonly object[],
  templates: Readonly<Record<string, Template>> = { AwsSemaphoreAgentStack: group() },
  warnings: readonly string[] = [],
) {
  fixture.tools = new FakeTools(templates);
  fixture.tools.warnings.push(...warnings);
  return fixture.run(planCommand, ['plan', ...args], { fleets });
}

const linux = (others: Record<string, unknown> = {}) =>
  fleetParameters('linux', {
    SEMAPHORE_AGENT_INSTANCE_TYPE: 'm5.large',
    SEMAPHORE_AGENT_ASG_MAX_SIZE: 20,
    ...others,
  });

describe('plan', () => {
  it('counts the resources of a new stack', async () => {
    expect((await plan([], [linux()])).out).toContain('The stack is new: 1 resource.');
  });

  it('warns of what is missing for a deployment, and plans anyway', async () => {
    fixture.site.bootstrapVersion = undefined;
    fixture.site.missing.add('/ci/linux-token');
    const { code, out, err } = await plan([], [linux()]);
    expect(code).toBe(0);
    expect(err).toMatch(
      /^Account 111111111111, region eu-central-1, as user\/ops\nPreflight: 4 of 6 checks ok, \S+ s\nWarning:\n/,
    );
    expect(err).toMatch(/is not bootstrapped[^]*no parameter \/ci\/linux-token/);
    expect(out).toMatch(
      /The stack is new[^]*\nNext: solve the problems above\. Until then, deploy changes nothing\n$/,
    );
    const json = await plan(['--json'], [linux()]);
    expect(json.err).not.toContain('Warning');
    expect(JSON.parse(json.out)).toMatchObject({
      result: { account: '111111111111', region: 'eu-central-1', checks: { made: 6, ok: 4 } },
      problems: [{ certain: true }, { certain: true }],
    });
  });

  it('warns of a missing image and a disabled key', async () => {
    fixture.site.region.images.set('ami-0123456789abcdef0', undefined);
    fixture.site.region.keys.set('alias/ci', 'Disabled');
    const { code, err } = await plan([], [linux({ SEMAPHORE_AGENT_TOKEN_KMS_KEY: 'alias/ci' })]);
    expect(code).toBe(0);
    expect(err).toMatch(/Warning:\n {2}SEMAPHORE_AGENT_TOKEN_KMS_KEY: key alias\/ci is Disabled/);
    expect(err).toMatch(
      /Warning:\n {2}SEMAPHORE_AGENT_AMI: there is no image ami-0123456789abcdef0 in eu-central-1/,
    );
  });

  it('prints that nothing changes', async () => {
    fixture.stacks.set('linux', { template: group(), desired: 3 });
    expect(await plan([], [linux()])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing changes.'),
    });
  });

  it('says that nothing is deployed if a change set was not executed', async () => {
    fixture.stacks.set('linux', { template: group(), status: 'REVIEW_IN_PROGRESS', groupless: true });
    const { out } = await plan([], [linux()]);
    expect(out).toContain('  Nothing is deployed: a change set was not executed. The stack gets 1 resource.');
    expect(out).not.toMatch(/first deployment failed|\[\+\]/);
  });

  it('prints what changes', async () => {
    fixture.stacks.set('linux', { template: group({ MaxSize: '10' }), desired: 20 });
    const { out } = await plan([], [linux()]);
    expect(out).toMatch(
      /\[~\] update +AWS::AutoScaling::AutoScalingGroup +autoScalingGroup\n +MaxSize: 10 → 20$/m,
    );
    expect(out).not.toContain('DANGER');
  });

  it.each<[string, FakeStack, Template, boolean]>([
    ['the limits', { template: group({ MaxSize: '10' }) }, group(), true],
    ['the launch template', { template: withImage('ami-1') }, withImage('ami-2'), true],
    [
      'another resource',
      { template: group() },
      { Resources: { ...(group()['Resources'] as object), other: {} } },
      false,
    ],
  ])(
    'mentions scale --for only if the deployment ends it: a change of %s',
    async (_, stack, wanted, ends) => {
      const scheduledActions = new Map([
        ['fleet-scale-return', { StartTime: '2026-11-28T11:47:30Z', MinSize: 0, MaxSize: 5 }],
      ]);
      fixture.stacks.set('linux', { ...stack, scheduledActions });
      const { out } = await plan([], [linux()], { AwsSemaphoreAgentStack: wanted });
      const sentence =
        "  `scale --for` has set the group's minimum to 0 and its maximum to 20 until 2026-11-28 11:47:30 UTC. This deployment ends that: it sets the minimum to 0 and the maximum to 20, and deletes the scheduled return.";
      expect(out.includes(sentence)).toBe(ends);
      const { fleets } = JSON.parse(
        (await plan(['--json'], [linux()], { AwsSemaphoreAgentStack: wanted })).out,
      );
      expect(fleets[0].comparison.endedScale.value !== undefined).toBe(ends);
      expect(scheduledActions.size).toBe(1);
    },
  );

  it.each([true, false])(
    'says that the launch timeout ends only if the deployment removes it: %s',
    async (removes) => {
      const hook = { Type: 'AWS::AutoScaling::LifecycleHook', Properties: { LifecycleHookName: 'agent-up' } };
      const withHook = { Resources: { ...(group()['Resources'] as object), hook } };
      fixture.stacks.set('linux', { template: removes ? withHook : group() });
      const { out } = await plan([], [linux()], { AwsSemaphoreAgentStack: removes ? group() : withHook });
      expect(out.includes('The launch timeout ends: the group replaces the instances')).toBe(removes);
    },
  );

  it('says which permission is missing if it may not read the scheduled actions', async () => {
    fixture.stacks.set('linux', { template: group({ MaxSize: '10' }) });
    fixture.stacks.denied.add('DescribeScheduledActions');
    const { code, out } = await plan([], [linux()]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^ {2}Not known whether `scale --for` is in effect: autoscaling:DescribeScheduledActions on group linux: .+$/m,
    );
  });

  it.each([
    [
      'a maximum below the current desired capacity',
      { template: group(), desired: 12 },
      group({ MaxSize: '5' }),
      5,
      /DANGER: The maximum of 5 is below the current desired capacity of 12: instances are terminated at once/,
    ],
    [
      'a replacement of the group',
      { template: group({ AutoScalingGroupName: 'old' }) },
      group({ AutoScalingGroupName: 'new' }),
      20,
      /DANGER: The Auto Scaling group is replaced \(AutoScalingGroupName\): every agent and every running job is terminated/,
    ],
    [
      'a deletion of the group',
      { template: group() },
      { Resources: {} },
      20,
      /DANGER: The Auto Scaling group is deleted/,
    ],
  ])(
    'prints DANGER for %s, and exits with 1 if --strict is given',
    async (_, deployed, wanted, max, message) => {
      fixture.stacks.set('linux', deployed);
      const fleets = [linux({ SEMAPHORE_AGENT_ASG_MAX_SIZE: max })];
      const templates = { AwsSemaphoreAgentStack: wanted };
      const ran = await plan([], fleets, templates);
      expect(ran.out).toMatch(message);
      expect(ran.code).toBe(0);
      expect(ran.out).toMatch(/\n\nNext: npm run fleet -- deploy\n$/);
      const strict = await plan(['--strict'], fleets, templates);
      expect(strict.code).toBe(1);
      expect(strict.err).toMatch(/^--strict: deploying would terminate running jobs$/m);
      expect(strict.out).not.toContain('Next:');
    },
  );

  it('plans the other fleets if one cannot be compared, and exits with 1', async () => {
    fixture.stacks.set('mac', { template: group() });
    fixture.stacks.denied.add('linux');
    const { code, out } = await plan([], [linux(), { ...linux(), SEMAPHORE_AGENT_STACK_NAME: 'mac' }], {
      linux: group(),
      mac: group(),
    });
    expect(code).toBe(1);
    expect(out).toMatch(
      /Not compared: cloudformation:GetTemplate on stack linux[^]*Allow cloudformation:GetTemplate/,
    );
    expect(out).toContain('Nothing changes.');
    expect(out).not.toContain('Next:');
  });

  it("prints the cost of the last week's agents, with the volumes of the image", async () => {
    const template = group();
    Object.assign(template['Resources'] as object, {
      launchTemplateDEE5742D: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: { LaunchTemplateData: { ImageId: 'ami-0123456789abcdef0' } },
      },
    });
    fixture.stacks.set('linux', { template });
    const inHours = (hours: number) =>
      Object.assign(fixture.stacks.agents, { idle: Array(hours).fill(1), occupied: Array(hours).fill(1) });
    inHours(23);
    expect((await plan([], [linux()], { AwsSemaphoreAgentStack: template })).out).not.toContain('Typical');
    inHours(24);
    const { out } = await plan([], [linux()], { AwsSemaphoreAgentStack: template });
    expect(out).toMatch(
      /^ {2}Typical cost +\$143\.36 a month for 2\.0 agents, the average of a day \(instances \$140\.16, volumes \$3\.20\)$/m,
    );
  });

  it('says which permission is missing if it may not read the metrics', async () => {
    const template = group();
    fixture.stacks.set('linux', { template });
    fixture.stacks.denied.add('GetMetricData');
    const { code, out } = await plan([], [linux()], { AwsSemaphoreAgentStack: template });
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}Typical cost +not known: cloudwatch:GetMetricData on metrics of linux: .+$/m);
  });

  it('prints the warnings of the synthesis', async () => {
    const fleets = [linux({ SEMAPHORE_AGENT_KEY_NAME: 'ops' })];
    const [own = ''] = (await plan(['--no-compare'], fleets)).err.split('\n');
    const { err } = await plan([], fleets, undefined, ['a subnet is public']);
    expect(own).toMatch(/^Warning: linux: SEMAPHORE_AGENT_SSH_INGRESS_CIDRS/);
    expect(err.split('\n')).toEqual([
      ...[own, 'Account 111111111111, region eu-central-1, as user/ops'],
      ...[expect.stringMatching(/^Preflight: 7 of 7 checks ok/), 'Warning: a subnet is public', ''],
    ]);
  });

  it('prints the chosen fleets as JSON', async () => {
    const fleets = [linux(), { ...linux(), SEMAPHORE_AGENT_STACK_NAME: 'other' }];
    const { out } = await plan(['--json', '--fleet', 'other'], fleets, { other: group() });
    expect(JSON.parse(out)).toMatchObject({
      fleets: [
        {
          fleet: 'other',
          summary: expect.arrayContaining([
            { label: 'Capacity', text: '0 to 20, 0 without jobs; one agent per job' },
          ]),
          cost: { idle: { capacity: 0 }, maximum: { capacity: 20, instances: { most: 1401.6 } } },
          comparison: { isNew: true, changes: [{ logicalId: 'autoScalingGroup', kind: 'add' }] },
        },
      ],
    });
  });

  it('with --out, writes a file with the templates that it compared, and names the next command', async () => {
    fixture.stacks.set('linux', { template: group({ MaxSize: '10' }) });
    using folder = fleetFile({});
    const path = join(dirname(folder.path), 'plan.json');
    const { code, out } = await plan(['--out', path], [linux()]);
    expect(code).toBe(0);
    expect(out).toMatch(/\n\nNext: npm run fleet -- deploy \S+plan\.json\n$/);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      ...{ planFile: 1, account: '111111111111', region: 'eu-central-1' },
      fleets: [{ stackName: 'linux', deployed: group({ MaxSize: '10' }), wanted: group(), dangers: [] }],
    });
    expect(await plan(['--out', dirname(folder.path)], [linux()])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/cannot be written \(EISDIR[^]*Name another file with --out/),
    });
  });

  it('if there are dangers, writes them to the file; with --strict, writes no file', async () => {
    fixture.stacks.set('linux', { template: group(), desired: 50 });
    using folder = fleetFile({});
    const path = join(dirname(folder.path), 'plan.json');
    const strict = await plan(['--strict', '--out', path], [linux()]);
    expect(strict).toMatchObject({
      code: 1,
      err: expect.stringMatching(/The plan was not written to \S+plan\.json\n--strict: deploying would/),
    });
    expect(strict.out).not.toContain('Next:');
    expect(existsSync(path)).toBe(false);
    expect((await plan(['--out', path], [linux()])).code).toBe(0);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      fleets: [
        {
          dangers: [
            {
              kind: 'maximum below capacity',
              message: expect.stringContaining('instances are terminated at once'),
            },
          ],
        },
      ],
    });
  });

  it('writes no file if the fleets are deployed to another account than that of the credentials', async () => {
    using folder = fleetFile({});
    const path = join(dirname(folder.path), 'plan.json');
    const env = { CDK_DEPLOY_ACCOUNT: '222222222222' };
    const run = await fixture.run(planCommand, ['plan', '--out', path], { env });
    expect(run).toMatchObject({
      code: 1,
      err: expect.stringContaining('CDK_DEPLOY_ACCOUNT is 222222222222'),
    });
    expect(existsSync(path)).toBe(false);
  });

  it.each<[string, string | undefined, number]>([
    ['a new file', undefined, 0],
    ['an empty file', '', 0],
    ['an older plan', '{ "planFile": 1 }', 0],
    ['a configuration', '{ "fleets": [] }', 1],
    ['another text', 'text', 1],
    ['another value', 'null', 1],
  ])(
    'writes a file that only its owner can read, and overwrites only plans and empty files: %s',
    async (_, before, expected) => {
      using folder = fleetFile({});
      const path = join(dirname(folder.path), 'plan.json');
      if (before !== undefined) writeFileSync(path, before, { mode: 0o644 });
      const { code, err } = await plan(['--out', path], [linux()]);
      expect(code).toBe(expected);
      if (expected === 0) {
        expect(statSync(path).mode & 0o777).toBe(0o600);
        expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ fleets: [{ stackName: 'linux' }] });
      } else {
        expect(err).toMatch(
          /plan\.json: exists and is not a plan; it was not overwritten\n {2}Name another file with --out/,
        );
        expect(readFileSync(path, 'utf8')).toBe(before);
      }
    },
  );

  it('names a deploy command that works, even if plan was given --fleet', async () => {
    using folder = fleetFile({ fleets: [linux()] });
    const path = join(dirname(folder.path), 'plan.json');
    const { out } = await plan(['--fleet', 'linux', '--region', 'eu-west-1', '--out', path], [linux()]);
    const [, command = ''] = /^Next: npm run fleet -- (.*)$/m.exec(out) ?? [];
    expect(command).toBe(`deploy ${path} --region eu-west-1`);
    const deployed = await fixture.run(deployCommand, [...command.split(' '), '--yes'], {
      fleets: [linux()],
    });
    expect(deployed).toMatchObject({ code: 0, out: expect.stringContaining('✔ linux') });
  });

  it('refuses a fleet that the file does not have', async () => {
    expect(await plan(['--fleet', 'lnux'], [linux()])).toMatchObject({
      code: 2,
      err: '--fleet: the configuration has no fleet lnux\n  It has linux\n',
    });
  });
});
