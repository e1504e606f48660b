import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeAnswers } from '../../testing/fake-shell.ts';
import { FakeSite } from '../../testing/fake-site.ts';
import { FakeStacks, FakeTools } from '../../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { runFleet } from '../../testing/run-fleet.ts';
import { deployCommand } from './command.ts';
import { synthCommand } from '../synth/command.ts';

let site: FakeSite;
let stacks: FakeStacks;
let tools: FakeTools;
let aws: AwsServer;
beforeEach(async () => {
  site = new FakeSite();
  stacks = new FakeStacks();
  tools = new FakeTools({ linux: { Resources: {} }, mac: { Resources: {} } });
  aws = await AwsServer.start(site.around(stacks.answer));
});
afterEach(() => aws[Symbol.asyncDispose]());

const deployed = () => tools.runs.filter(({ args }) => args[0] === 'deploy').map(({ args }) => args[1]);

async function deploy(args: readonly string[], answers: FakeAnswers = {}, env: Record<string, string> = {}) {
  using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
  return await runFleet((shell) => deployCommand(shell, tools), ['deploy', ...args], {
    ...answers,
    env: { ...aws.environment, ...file.env, ...env },
  });
}

describe('deploy', () => {
  it('prints what changes, asks, then deploys each fleet from one synthesis', async () => {
    const { code, out, err, shell } = await deploy([], { confirm: true });
    expect(code).toBe(0);
    expect(shell.questions).toEqual(['Deploy?']);
    expect(err).toMatch(/^linux$[^]*The stack is new[^]*^mac$/m);
    expect(out).toBe('✔ linux\n✔ mac\nNext: npm run fleet -- doctor\n');
    expect(deployed().sort()).toEqual(['linux', 'mac']);
    const [synth, first] = tools.runs;
    expect(synth?.args.slice(0, 3)).toEqual(['synth', 'linux', 'mac']);
    expect(first?.args).toEqual(expect.arrayContaining(['--exclusively', '--require-approval', 'never']));
  });

  it('changes nothing if the image is missing', async () => {
    site.region.images.set('ami-0123456789abcdef0', undefined);
    const { code, err } = await deploy(['--yes']);
    expect(code).toBe(1);
    expect(err).toMatch(
      /nothing was changed\n {2}SEMAPHORE_AGENT_AMI: there is no image ami-0123456789abcdef0 /,
    );
    expect(tools.runs).toEqual([]);
  });

  it('deploys only the fleet that --fleet names', async () => {
    await deploy(['--fleet', 'mac', '--yes']);
    expect(deployed()).toEqual(['mac']);
  });

  it('prints nothing but JSON with --json', async () => {
    const { code, out } = await deploy(['--yes', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual({ fleets: [{ stackName: 'linux' }, { stackName: 'mac' }] });
  });

  it('deploys the others if one fails, and exits with 1', async () => {
    tools.failing.add('linux');
    expect((await deploy(['--yes'])).out).toBe('✔ mac\n');
    tools.runs.length = 0;
    const { code, out } = await deploy(['--yes', '--json', '--concurrency', '1']);
    expect(code).toBe(1);
    expect(deployed()).toEqual(['linux', 'mac']);
    expect(JSON.parse(out)).toEqual({
      fleets: [
        { stackName: 'linux', failure: expect.stringContaining('linux was rolled back') },
        { stackName: 'mac' },
      ],
    });
  });

  it('deploys nothing unless it is confirmed', async () => {
    expect(await deploy([], { confirm: false })).toMatchObject({ code: 1 });
    expect(await deploy([])).toMatchObject({ code: 2 });
    expect(deployed()).toEqual([]);
  });

  it.each<[string, FakeAnswers]>([
    ['without a terminal', {}],
    ['at a terminal', { confirm: true }],
  ])('asks and deploys nothing if nothing changes, %s', async (_, answers) => {
    stacks.set('linux', { template: { Resources: {} }, desired: 0 });
    const { code, out, err, shell } = await deploy(['--fleet', 'linux'], answers);
    expect({ code, out, questions: shell.questions }).toEqual({ code: 0, out: '', questions: [] });
    expect(err).toContain('Nothing changes.');
    expect(deployed()).toEqual([]);
    stacks.set('linux', { template: { Resources: {} }, groupless: true });
    const again = await deploy(['--fleet', 'linux'], answers);
    expect(again.err).toContain('The stack has no group, probably because its first deployment failed');
    expect(again.err).not.toContain('Nothing changes.');
    expect(again.code).toBe(answers.confirm ? 0 : 2);
    // mac is new, so there is something to confirm.
    expect((await deploy([])).code).toBe(2);
  });

  it('deploys nothing if a fleet cannot be compared', async () => {
    stacks.denied.add('mac');
    expect(await deploy(['--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing was changed'),
    });
    expect(deployed()).toEqual([]);
  });

  it('says in the question that running jobs will be terminated', async () => {
    stacks.set('linux', { template: { Resources: {} }, desired: 9 });
    const { shell, err } = await deploy(['--fleet', 'linux'], { confirm: true });
    expect(err).toContain('DANGER: The maximum of 1 is below the current desired capacity of 9');
    expect(shell.questions).toEqual(['Running jobs will be terminated. Deploy anyway?']);
  });
});

describe('the preflight of a deployment', () => {
  it('prints account, region and user', async () => {
    const { err } = await deploy(['--yes']);
    expect(err).toMatch(/^Account 111111111111, region eu-central-1, as user\/ops\n/);
  });

  it('reports everything missing at once, each with its remedy, and synthesises and changes nothing', async () => {
    site.bootstrapVersion = undefined;
    site.missing.add('/ci/linux-token').add('/ci/mac-token');
    const { code, err, out } = await deploy(['--yes', '--region', 'eu-west-1']);
    expect(code).toBe(1);
    expect(err.split('\n').slice(1)).toEqual([
      'deploy: nothing was changed',
      '  account 111111111111, region eu-west-1 is not bootstrapped: there is no parameter /cdk-bootstrap/hnb659fds/version',
      '    As an administrator, once: npm run fleet -- bootstrap --region eu-west-1',
      '  there is no parameter /ci/linux-token: without the token in it, no agent of linux can register',
      "    Store the agent type's token: npm run fleet -- token put --fleet linux --region eu-west-1",
      '  there is no parameter /ci/mac-token: without the token in it, no agent of mac can register',
      "    Store the agent type's token: npm run fleet -- token put --fleet mac --region eu-west-1",
      '',
    ]);
    expect({ out, runs: tools.runs }).toEqual({ out: '', runs: [] });
  });

  it('reports a bootstrap that is too old', async () => {
    site.bootstrapVersion = '5';
    expect(await deploy(['--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('has bootstrap version 5, and needs 6 or later'),
    });
  });

  it('only warns about a lookup that is denied', async () => {
    site.denied.add('DescribeParameters');
    const { code, err } = await deploy(['--yes']);
    expect(code).toBe(0);
    expect(err).toContain('not checked: ssm:DescribeParameters on parameter /ci/linux-token');
    expect(err).toContain('Allow ssm:DescribeParameters');
  });

  it('looks up nothing in another account', async () => {
    const { code, err } = await deploy(['--yes'], {}, { CDK_DEPLOY_ACCOUNT: '222222222222' });
    expect(code).toBe(0);
    expect(err).toContain('CDK_DEPLOY_ACCOUNT is 222222222222');
    expect(aws.count('DescribeParameters')).toBe(0);
  });
});

describe('synth', () => {
  it('writes the templates of the chosen fleets to the folder that --output names', async () => {
    using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
    const folder = file.path.replace('/fleet.json', '');
    const args = ['synth', '--fleet', 'mac', '--output', '.', '--json'];
    const { code, out } = await runFleet((shell) => synthCommand(shell, tools), args, {
      env: { ...file.env, INIT_CWD: folder },
    });
    expect(code).toBe(0);
    expect(tools.runs[0]?.args).toEqual(['synth', 'mac', '--quiet', '--output', folder]);
    expect(JSON.parse(out)).toEqual({
      templates: [{ fleet: 'mac', template: `${folder}/mac.template.json` }],
    });
  });
});
