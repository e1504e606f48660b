import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGICAL_IDS, readRollout, writeRollout } from '@agent-aws-stack/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeploymentFixture, type RunOptions } from '../../../testing/deployment-fixture.ts';
import { FakeTools } from '../../../testing/fake-stacks.ts';
import { fleetParameters } from '../../../testing/fleet-file.ts';
import { trustedSemaphore } from '../../../testing/semaphore-in-environment.ts';
import { deployCommand } from '../command.ts';

const templateWith = (ImageId: string) => ({
  Resources: {
    [LOGICAL_IDS.launchTemplate]: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { ImageId } },
    },
  },
});
const OLD = templateWith('ami-old');
const NEW = templateWith('ami-new');
const ROLLOUT = { revision: 'ami-1', spreadMinutes: 10, sharePercent: 10, startedAt: undefined, pausedAt: 0 };
const HOOKED = { SEMAPHORE_AGENT_DEPLOY_CANARY: true, SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 300 };

/** The states of each new instance: one for each time that the group is read. After that, the last state stays. */
type Life = readonly string[];

/** A fleet `linux` with one old instance. Each deployment makes a version of the launch template. */
class Fleet {
  version = 1;
  desired = 1;
  max = 5;
  life: Life = ['Pending', 'Pending:Wait', 'InService'];
  looks = 0;
  readonly instances = [{ id: 'i-old', version: 1, age: 0, life: ['InService'] as Life }];

  readonly group = (): object => {
    this.looks += 1;
    for (const each of this.instances) each.age += 1;
    const alive = this.instances.filter((each) => stateOf(each) !== 'gone');
    for (let count = alive.length; count < this.desired; count += 1)
      this.instances.push({
        id: `i-${this.instances.length}`,
        version: this.version,
        age: 0,
        life: this.life,
      });
    const present = this.instances.filter((each) => stateOf(each) !== 'gone');
    return {
      ...{ MaxSize: this.max, DesiredCapacity: this.desired },
      LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: String(this.version) },
      Instances: present.map((each) => ({
        ...{ InstanceId: each.id, LifecycleState: stateOf(each) },
        LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: String(each.version) },
      })),
    };
  };
}

const stateOf = ({ life, age }: { readonly life: Life; readonly age: number }): string =>
  life[Math.min(age, life.length - 1)] ?? 'gone';

let fixture: DeploymentFixture;
let fleet: Fleet;
/** What the CDK CLI deployed, in order. */
let deployed: object[];
/** Called after each deployment. */
let afterDeployment: () => void;

beforeEach(async () => {
  fixture = await DeploymentFixture.start();
  const image = { state: 'available', architecture: 'x86_64', contract: '1' };
  fixture.site.region.images.set('ami-0123456789abcdef0', image);
  fleet = new Fleet();
  deployed = [];
  afterDeployment = () => undefined;
  fixture.tools = new FakeTools({ linux: NEW });
  const { cdk } = fixture.tools;
  const deployTemplate: typeof cdk = async (run) => {
    await cdk(run);
    const folder = run.args[run.args.indexOf('--app') + 1] ?? '';
    const template = JSON.parse(readFileSync(join(folder, 'linux.template.json'), 'utf8'));
    deployed.push({
      template,
      args: run.args,
      manifest: readFileSync(join(folder, 'manifest.json'), 'utf8'),
    });
    fleet.version += 1;
    fixture.stacks.set('linux', { ...stack(), template });
    afterDeployment();
  };
  Object.assign(fixture.tools, { cdk: deployTemplate });
  fixture.stacks.set('linux', stack());
  fixture.stacks.consoles.set('i-1', 'booting\nstart.sh: the token is revoked');
});
afterEach(() => fixture[Symbol.asyncDispose]());

const stack = () => ({
  template: OLD as object as Record<string, unknown>,
  group: fleet.group,
  onUpdate: (input: Readonly<Record<string, unknown>>) => {
    fleet.desired = Number(input['DesiredCapacity']);
  },
  inputs: {
    Parameters: [{ ParameterKey: 'BootstrapVersion', ParameterValue: '/cdk/version' }],
    Tags: [{ Key: 'old', Value: 'tag' }],
  },
});

const deploy = (
  options: RunOptions = {},
  settings: Readonly<Record<string, unknown>> = HOOKED,
  args: readonly string[] = ['--yes'],
) =>
  fixture.run(deployCommand, ['deploy', '--fleet', 'linux', ...args], {
    fleets: [fleetParameters('linux', settings), fleetParameters('mac')],
    ...options,
  });
const templates = () => deployed.map((each) => (each as { template: object }).template);

describe('deploy with a canary', () => {
  it('launches a spare instance, waits until it is in service, and says so in plan and result', async () => {
    const { code, err, out } = await deploy();
    expect({ code, templates: templates(), desired: fleet.desired }).toEqual({
      ...{ code: 0, templates: [NEW], desired: 2 },
    });
    expect(err).toContain('A canary follows: ');
    expect(err).toContain('linux: the canary i-1 has registered its agent.');
    expect(out).toContain('✔ linux');
  });

  it('launches no spare instance if the group launches an instance anyway', async () => {
    afterDeployment = () => void (fleet.desired = 3);
    expect((await deploy()).code).toBe(0);
    expect(fleet.desired).toBe(3);
  });

  it.each<[string, Readonly<Record<string, unknown>>, object]>([
    ['the canary is off', { SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 300 }, OLD],
    ['there is nothing to put back, at the first deployment', HOOKED, {}],
    ['there is nothing to test, because the launch template stays', HOOKED, NEW],
  ])('does not wait if %s', async (_, settings, template) => {
    const groupless = Object.keys(template).length === 0;
    fixture.stacks.set('linux', { ...stack(), template: template as Record<string, unknown>, groupless });
    fleet.life = ['Pending'];
    const { code, err } = await deploy({}, settings);
    expect(code).toBe(0);
    expect(err).not.toContain('canary');
    expect(fleet.desired).toBe(1);
  });

  it.each<[string, Life, string]>([
    ['never registers', ['Pending', 'Pending:Wait'], 'i-1: no agent registered within 5 min of the launch'],
    [
      'dies, and the agent of the next instance too',
      ['Pending', 'Terminating', 'gone'],
      '2 instances ended before their',
    ],
  ])('deploys the previous version again if the agent %s', async (_, life, reason) => {
    fleet.life = life;
    const { code, err } = await deploy();
    expect({ code, templates: templates() }).toEqual({ code: 1, templates: [NEW, OLD] });
    expect(err).toContain('stack linux: the canary failed, so the previous version was deployed again');
    expect(err).toContain(reason);
    const [, back] = deployed as { args: string[]; manifest: string }[];
    expect(back?.args).toEqual(
      expect.arrayContaining([
        'deploy',
        'linux',
        '--exclusively',
        '--parameters',
        'BootstrapVersion=/cdk/version',
      ]),
    );
    const { artifacts } = JSON.parse(back?.manifest ?? '');
    expect(artifacts.linux.properties).toMatchObject({ tags: { old: 'tag' }, assumeRoleArn: 'deploy-role' });
  });

  it("reports the end of the instance's console output, also as JSON", async () => {
    fleet.life = ['Pending', 'Pending:Wait'];
    expect((await deploy()).err).toMatch(
      /Its log ends with:\n +booting\n +start\.sh: the token is revoked\n/,
    );
    fixture.stacks.consoles.set('i-2', 'again');
    const { code, out } = await deploy({}, HOOKED, ['--yes', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out).fleets[0].canary).toEqual({
      ...{ outcome: 'failed', kept: false, instance: 'i-2' },
      reason: 'no agent registered within 5 min of the launch',
      log: ['again'],
    });
  });

  it('says that the new version stays if CloudFormation refuses the previous one', async () => {
    fleet.life = ['Pending', 'Pending:Wait'];
    afterDeployment = () => void fixture.tools.failing.add('linux');
    const { code, err } = await deploy();
    expect({ code, templates: templates() }).toEqual({ code: 1, templates: [NEW] });
    expect(err).toMatch(
      /the canary failed, but the previous version could not be deployed again[^]*rolled back/,
    );
  });

  it('changes nothing if the fleet cannot be looked at', async () => {
    fixture.stacks.denied.add('DescribeStackResource');
    const { code } = await deploy();
    expect({ code, deployed }).toEqual({ code: 1, deployed: [] });
  });

  it.each<[string, () => void, string]>([
    ["the group's maximum is 0", () => (fleet.max = 0), 'the maximum of the group is 0'],
    [
      'the group is full and no instance leaves it',
      () => (fleet.max = 1),
      'the group is at its maximum of 1, and no instance left within 5 min',
    ],
    [
      'AWS no longer answers',
      () => (afterDeployment = () => void fixture.stacks.denied.add('DescribeAutoScalingGroups')),
      'it could not be watched',
    ],
  ])('keeps the new version, and says that it was not tested, if %s', async (_, arrange, reason) => {
    arrange();
    const { code, err } = await deploy();
    expect({ code, templates: templates() }).toEqual({ code: 0, templates: [NEW] });
    expect(err).toContain(`linux: the new version was not tested (${reason}`);
    expect(err).toContain('rollout resume');
  });
});

describe('Ctrl-C while the canary is awaited', () => {
  beforeEach(() => {
    fleet.life = ['Pending'];
    afterDeployment = () => {
      afterDeployment = () => undefined;
      process.emit('SIGINT');
    };
  });

  it.each<[string, RunOptions, readonly object[], number]>([
    ['without a terminal, deploys the previous version again', {}, [NEW, OLD], 1],
    [
      'asks, and deploys the previous version again if that is the answer',
      { answers: ['previous'] },
      [NEW, OLD],
      1,
    ],
    ['asks, and keeps the new version if that is the answer', { answers: ['new'] }, [NEW], 0],
    ['keeps the new version if the user cancels the question', { cancels: true }, [NEW], 0],
  ])('%s', async (_, options, expected, exitCode) => {
    const listeners = process.listenerCount('SIGINT');
    const { code, err, shell } = await deploy(options);
    expect({ code, templates: templates() }).toEqual({ code: exitCode, templates: expected });
    expect(err).toContain(
      exitCode === 0 ? 'the new version was not tested (interrupted)' : 'the canary was interrupted, so the',
    );
    expect(shell.questions).toEqual(
      Object.keys(options).length === 0 ? [] : ['linux: which version do you want to keep?'],
    );
    expect(process.listenerCount('SIGINT')).toBe(listeners);
  });
});

describe('without a launch timeout', () => {
  const settings = { SEMAPHORE_AGENT_DEPLOY_CANARY: true };
  const asked = async (agentsAt: (looks: number) => number) => {
    fixture.parameters.set('/ci/linux-token', { type: 'SecureString', value: 'token', version: 1 });
    await using semaphore = await trustedSemaphore((response) => {
      const agents = { idle: agentsAt(fleet.looks), occupied: 0 };
      response.end(JSON.stringify({ jobs: { queued: 0, running: 0 }, agents }));
    });
    return await deploy(
      {},
      { ...settings, SEMAPHORE_ORGANIZATION: undefined, SEMAPHORE_ENDPOINT: semaphore.address },
    );
  };
  beforeEach(() => {
    fleet.life = ['Pending', 'InService'];
  });

  it('the canary is well when Semaphore knows one more agent', async () => {
    const { code, err } = await asked((looks) => (looks < 10 ? 1 : 2));
    expect({ code, templates: templates() }).toEqual({ code: 0, templates: [NEW] });
    expect(err).toContain('linux: the canary i-1 has registered its agent.');
    expect(fleet.looks).toBeGreaterThanOrEqual(10);
  });

  it('the previous version is deployed again if no further agent has registered after 15 minutes', async () => {
    const { code, err } = await asked(() => 1);
    expect({ code, templates: templates() }).toEqual({ code: 1, templates: [NEW, OLD] });
    expect(err).toContain('i-1: no agent registered within 15 min of the launch');
  });

  it('nothing changes if the token cannot be used', async () => {
    const { code, err } = await deploy({}, settings);
    expect({ code, deployed }).toEqual({ code: 1, deployed: [] });
    expect(err).toContain('was not deployed, because its canary could not be watched');
    expect(err).toContain('With SEMAPHORE_AGENT_LAUNCH_TIMEOUT, the canary needs no token');
  });
});

describe('a rollout that is paused for the canary', () => {
  const settings = { ...HOOKED, SEMAPHORE_AGENT_IMAGE_ROLLOUT: {} };
  /** The rollout of the present template, as CloudFormation writes it with each deployment. */
  const present = () => readRollout(fixture.parameters.get('linux-rollout')?.value ?? '');
  beforeEach(() => {
    afterDeployment = () => {
      const value = writeRollout({ ...ROLLOUT, revision: `version-${fleet.version}` });
      fixture.parameters.set('linux-rollout', { type: 'String', value, version: 1 });
    };
  });

  it.each<[string, Life, string]>([
    ['begins when the canary is well', ['Pending', 'InService'], 'version-2'],
    [
      'is followed by a rollout of the previous version if the canary fails',
      ['Pending', 'Terminating', 'gone'],
      'version-3',
    ],
  ])('%s', async (_, life, revision) => {
    fleet.life = life;
    await deploy({}, settings);
    expect(present()).toMatchObject({ revision, pausedAt: undefined, startedAt: expect.any(Number) });
  });

  it('stays paused if the canary is untested', async () => {
    fleet.max = 0;
    await deploy({}, settings);
    expect(present()).toMatchObject({ revision: 'version-2', pausedAt: 0 });
  });

  it('begins without a canary at the first deployment', async () => {
    const parameter = { Type: 'AWS::SSM::Parameter', Properties: { Value: 'x' } };
    fixture.stacks.set('linux', { ...stack(), template: {}, groupless: true });
    const { cdk } = fixture.tools;
    fixture.tools = new FakeTools({
      linux: { Resources: { ...NEW.Resources, ImageRolloutParameter1: parameter } },
    });
    Object.assign(fixture.tools, { cdk });
    expect((await deploy({}, settings)).code).toBe(0);
    expect(present()?.pausedAt).toBeUndefined();
  });

  it('makes the deployment fail, with a remedy, if AWS does not let the rollout begin', async () => {
    fixture.site.denied.add('PutParameter');
    const { code, err } = await deploy({}, settings);
    expect(code).toBe(1);
    expect(err).toMatch(/its canary is well, but its rollout could not begin[^]*Begin it: .*rollout resume/);
  });
});
