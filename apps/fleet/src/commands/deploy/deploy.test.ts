import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeploymentFixture } from '../../testing/deployment-fixture.ts';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { FakeTools } from '../../testing/fake-stacks.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { deployCommand } from './command.ts';

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const deploy = (args: readonly string[], answers: FakeAnswers = {}) =>
  fixture.run(deployCommand, ['deploy', ...args], answers);

describe('deploy', () => {
  it('prints what changes, asks, then deploys each fleet from one synthesis', async () => {
    const { code, out, err, shell } = await deploy([], { confirm: true });
    expect(code).toBe(0);
    expect(shell.questions).toEqual(['Deploy?']);
    expect(err).toMatch(/^linux$[^]*The stack is new[^]*^mac$/m);
    expect(out).toMatch(
      /^✔ linux\n✔ mac\n\nTo run jobs on one of these [^]*\nNext: npm run fleet -- doctor\n$/,
    );
    expect(fixture.tools.stacksOf('deploy').toSorted()).toEqual(['linux', 'mac']);
    expect(fixture.tools.syntheses.map(({ ids }) => ids)).toEqual([['linux', 'mac']]);
    const [first] = fixture.tools.runs;
    expect(first?.args).toEqual(expect.arrayContaining(['--exclusively', '--require-approval', 'never']));
  });

  it('changes nothing if the image is missing', async () => {
    fixture.site.region.images.set('ami-0123456789abcdef0', undefined);
    const { code, err } = await deploy(['--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /nothing was changed\n {2}SEMAPHORE_AGENT_AMI: there is no image ami-0123456789abcdef0 /,
    );
    expect(fixture.tools.syntheses).toEqual([]);
  });

  it('deploys only the fleet that --fleet names', async () => {
    await deploy(['--fleet', 'mac', '--yes']);
    expect(fixture.tools.stacksOf('deploy')).toEqual(['mac']);
  });

  it.each<[string, Parameters<DeploymentFixture['stacks']['set']>[1], boolean]>([
    ['is updated', { template: { Resources: { other: {} } } }, false],
    ['has no group, as after a failed first deployment', { template: {}, groupless: true }, true],
  ])('shows what a pipeline needs only if the fleet is new: a stack that %s', async (_, stack, shown) => {
    fixture.stacks.set('linux', stack);
    const { out } = await deploy(['--fleet', 'linux', '--yes']);
    expect(out.includes('type: s1-...')).toBe(shown);
    expect(out).toMatch(new RegExp(`\\nNext: npm run fleet -- ${shown ? 'run' : 'doctor'} --fleet linux\n$`));
    const { fleets } = JSON.parse((await deploy(['--yes', '--json'])).out);
    expect(fleets.map(({ pipeline }: { pipeline?: object }) => pipeline !== undefined)).toEqual([
      shown,
      true,
    ]);
  });

  it('prints nothing but JSON with --json', async () => {
    const { code, out } = await deploy(['--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ command: 'deploy', ok: true, problems: [] },
      fleets: [
        { fleet: 'linux', failure: null, pipeline: { tokenParameter: '/ci/linux-token' } },
        { fleet: 'mac', failure: null, pipeline: { tokenParameter: '/ci/mac-token' } },
      ],
    });
  });

  it('deploys the other fleets if one fails, and exits with 1', async () => {
    fixture.tools.failing.add('linux');
    const failed = await deploy(['--yes']);
    expect(failed.out).toBe('✔ mac\n');
    expect(failed.err).toMatch(/^✖ linux\nstack linux: was not deployed\n {2}/m);
    fixture.tools.runs.length = 0;
    const { code, out } = await deploy(['--yes', '--json', '--concurrency', '1']);
    expect(code).toBe(1);
    expect(fixture.tools.stacksOf('deploy')).toEqual(['linux', 'mac']);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      fleets: [
        { fleet: 'linux', failure: expect.stringContaining('linux was rolled back') },
        { fleet: 'mac', failure: null },
      ],
    });
  });

  it("names a single fleet's stack, not its construct id", async () => {
    fixture.tools = new FakeTools({ AwsSemaphoreAgentStack: { Resources: {} } });
    fixture.tools.failing.add('AwsSemaphoreAgentStack');
    const { err } = await fixture.run(deployCommand, ['deploy', '--yes'], {
      fleets: [fleetParameters('linux')],
    });
    expect(err).toContain('linux was rolled back');
    expect(err).not.toContain('AwsSemaphoreAgentStack');
  });

  it.each<[string, Parameters<DeploymentFixture['stacks']['set']>[1], string]>([
    [
      'was changed after the comparison',
      { template: { Resources: { other: {} } } },
      'somebody else has changed it',
    ],
    [
      'is being changed when its deployment would start',
      { template: {}, status: 'UPDATE_IN_PROGRESS' },
      'another deployment is changing it',
    ],
  ])('does not deploy a stack that %s', async (_, changed, message) => {
    const { cdk } = fixture.tools;
    const linuxWhileMacChanges: typeof cdk = async (run) => {
      fixture.stacks.set('mac', changed);
      await cdk(run);
    };
    Object.assign(fixture.tools, { cdk: linuxWhileMacChanges });
    const { code, out, err } = await deploy(['--yes', '--concurrency', '1']);
    expect({ code, out }).toEqual({ code: 1, out: '✔ linux\n' });
    expect(err).toContain(`✖ mac\nstack mac: was not deployed: ${message}`);
    expect(fixture.tools.stacksOf('deploy')).toEqual(['linux']);
  });

  it('refuses a stack that another deployment is changing', async () => {
    fixture.stacks.set('mac', { template: {}, status: 'UPDATE_IN_PROGRESS' });
    const { code, err } = await deploy(['--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /stack mac: is being changed by another deployment \(UPDATE_IN_PROGRESS\); nothing was changed\n.*npm run fleet -- status --watch --fleet mac/,
    );
    expect(fixture.tools.stacksOf('deploy')).toEqual([]);
  });

  it('deploys a stack whose change set was not executed', async () => {
    fixture.stacks.set('mac', { template: {}, status: 'REVIEW_IN_PROGRESS', groupless: true });
    expect((await deploy(['--yes'])).code).toBe(0);
    expect(fixture.tools.stacksOf('deploy')).toContain('mac');
  });

  it('deploys nothing unless it is confirmed', async () => {
    expect(await deploy([], { confirm: false })).toMatchObject({ code: 1 });
    expect(await deploy([])).toMatchObject({ code: 2 });
    expect(fixture.tools.stacksOf('deploy')).toEqual([]);
  });

  it.each<[string, FakeAnswers]>([
    ['without a terminal', {}],
    ['at a terminal', { confirm: true }],
  ])('asks nothing and deploys nothing if nothing changes, %s', async (_, answers) => {
    fixture.stacks.set('linux', { template: { Resources: {} }, desired: 0 });
    const { code, out, err, shell } = await deploy(['--fleet', 'linux'], answers);
    expect({ code, out, questions: shell.questions }).toEqual({ code: 0, out: '', questions: [] });
    expect(err).toContain('Nothing changes.');
    expect(fixture.tools.stacksOf('deploy')).toEqual([]);
    fixture.stacks.set('linux', { template: { Resources: {} }, groupless: true });
    const again = await deploy(['--fleet', 'linux'], answers);
    expect(again.err).toContain('The stack has no group, probably because its first deployment failed');
    expect(again.err).not.toContain('Nothing changes.');
    expect(again.code).toBe(answers.confirm ? 0 : 2);
    // mac is new, so there is something to confirm.
    expect((await deploy([])).code).toBe(2);
  });

  describe('when scale --for is in effect', () => {
    const back = { StartTime: '2026-11-28T11:47:30Z', MinSize: 0, MaxSize: 5 };
    const template = (MaxSize: number) => ({
      Resources: {
        autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MaxSize } },
      },
    });
    let scheduledActions: Map<string, object>;
    beforeEach(() => {
      scheduledActions = new Map<string, object>([
        ['evening', { StartTime: '2026-11-28T19:00:00Z', MaxSize: 1 }],
        ['fleet-scale-return', back],
      ]);
      fixture.stacks.set('linux', { template: template(5), scheduledActions });
      fixture.tools = new FakeTools({ linux: template(6) });
    });
    const deployLinux = () => deploy(['--fleet', 'linux', '--yes']);

    it('deletes the scheduled return after a deployment that changes the limits, and announces that first', async () => {
      expect((await deployLinux()).err).toContain('and deletes the scheduled return.');
      expect([...scheduledActions.keys()]).toEqual(['evening']);
    });

    it.each<[string, (scheduled: Map<string, object>) => void]>([
      ['the group does not change', () => (fixture.tools = new FakeTools({ linux: template(5) }))],
      ['the deployment fails', () => fixture.tools.failing.add('linux')],
      [
        'another `scale` replaces it during the deployment',
        () => {
          const { cdk } = fixture.tools;
          const cdkWhileScaled: typeof cdk = async (run) => {
            scheduledActions.set('fleet-scale-return', { ...back, MaxSize: 6 });
            await cdk(run);
          };
          Object.assign(fixture.tools, { cdk: cdkWhileScaled });
        },
      ],
    ])('keeps the scheduled return if %s', async (_, arrange) => {
      arrange(scheduledActions);
      await deployLinux();
      expect(fixture.tools.stacksOf('deploy')).toEqual(['linux']);
      expect([...scheduledActions.keys()]).toContain('fleet-scale-return');
    });

    it('fails if AWS refuses to delete the return, and names the command that deletes it', async () => {
      fixture.stacks.denied.add('DeleteScheduledAction');
      const { code, err } = await deployLinux();
      expect(code).toBe(1);
      expect(err).toMatch(
        /^✖ linux\nstack linux: was deployed, [^]*autoscaling:DeleteScheduledAction [^]*Delete it: aws autoscaling delete-scheduled-action --auto-scaling-group-name linux --scheduled-action-name fleet-scale-return/m,
      );
    });
  });

  it('deploys nothing if a fleet cannot be compared', async () => {
    fixture.stacks.denied.add('mac');
    expect(await deploy(['--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing was changed'),
    });
    expect(fixture.tools.stacksOf('deploy')).toEqual([]);
  });

  it('says in the question that running jobs will be terminated', async () => {
    fixture.stacks.set('linux', { template: { Resources: {} }, desired: 9 });
    const { shell, err } = await deploy(['--fleet', 'linux'], { confirm: true });
    expect(err).toContain('DANGER: The maximum of 1 is below the current desired capacity of 9');
    expect(shell.questions).toEqual(['Running jobs will be terminated. Deploy anyway?']);
  });
});
