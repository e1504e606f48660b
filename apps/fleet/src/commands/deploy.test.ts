import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FakeAnswers } from '../testing/fake-shell.ts';
import { FakeStacks, FakeTools } from '../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../testing/fleet-file.ts';
import { runFleet } from '../testing/run-fleet.ts';
import { deployCommand } from './deploy.ts';
import { synthCommand } from './synth.ts';

let stacks: FakeStacks;
let tools: FakeTools;
let aws: AwsServer;
beforeEach(async () => {
  stacks = new FakeStacks();
  tools = new FakeTools({ linux: { Resources: {} }, mac: { Resources: {} } });
  aws = await AwsServer.start(stacks.answer);
});
afterEach(() => aws[Symbol.asyncDispose]());

const deployed = () => tools.runs.filter(({ args }) => args[0] === 'deploy').map(({ args }) => args[1]);

async function deploy(args: readonly string[], answers: FakeAnswers = {}) {
  using file = fleetFile({ fleets: [fleetParameters('linux'), fleetParameters('mac')] });
  return await runFleet((shell) => deployCommand(shell, tools), ['deploy', ...args], {
    ...answers,
    env: { ...aws.environment, ...file.env },
  });
}

describe('deploy', () => {
  it('says what changes, asks, then deploys each fleet from what was synthesised once', async () => {
    const { code, out, err, shell } = await deploy([], { confirm: true });
    expect(code).toBe(0);
    expect(shell.questions).toEqual(['Deploy?']);
    expect(err).toMatch(/^linux$[^]*The stack is new[^]*^mac$/m);
    expect(out).toBe('✔ linux\n✔ mac\n');
    expect(deployed().sort()).toEqual(['linux', 'mac']);
    const [synth, first] = tools.runs;
    expect(synth?.args.slice(0, 3)).toEqual(['synth', 'linux', 'mac']);
    expect(first?.args).toEqual(expect.arrayContaining(['--exclusively', '--require-approval', 'never']));
  });

  it('deploys the fleet that is asked for only', async () => {
    await deploy(['--fleet', 'mac', '--yes']);
    expect(deployed()).toEqual(['mac']);
  });

  it('deploys the others when one fails, and ends with 1', async () => {
    tools.failing.add('linux');
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

  it('deploys nothing while a fleet cannot be compared', async () => {
    stacks.denied.add('mac');
    expect(await deploy(['--yes'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('nothing was changed'),
    });
    expect(deployed()).toEqual([]);
  });

  it('asks in other words when running jobs will end', async () => {
    stacks.set('linux', { template: { Resources: {} }, desired: 9 });
    const { shell, err } = await deploy(['--fleet', 'linux'], { confirm: true });
    expect(err).toContain('DANGER: The maximum of 1 is below the present desired capacity of 9');
    expect(shell.questions).toEqual(['Running jobs will be ended. Deploy all the same?']);
  });
});

describe('synth', () => {
  it('writes the templates of the chosen fleets where the user says', async () => {
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
