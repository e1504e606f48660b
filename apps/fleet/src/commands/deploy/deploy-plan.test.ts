import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DeploymentFixture } from '../../testing/deployment-fixture.ts';
import { FakeTools, type Template } from '../../testing/fake-stacks.ts';
import { fleetFile, fleetParameters } from '../../testing/fleet-file.ts';
import { planCommand } from '../plan/command.ts';
import { deployCommand } from './command.ts';

const template = (MaxSize: string): Template => ({
  Resources: { autoScalingGroup: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MaxSize } } },
});

let fixture: DeploymentFixture;
let folder: ReturnType<typeof fleetFile>;
let file: string;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
  fixture.stacks.set('linux', { template: template('10') });
  fixture.tools = new FakeTools({ linux: template('20'), mac: template('1') });
  folder = fleetFile({});
  file = join(dirname(folder.path), 'plan.json');
  expect((await fixture.run(planCommand, ['plan', '--fleet', 'linux', '--out', file])).code).toBe(0);
});
afterEach(async () => {
  folder[Symbol.dispose]();
  await fixture[Symbol.asyncDispose]();
});

const deploy = (args: readonly string[] = [], fleets?: readonly object[]) =>
  fixture.run(deployCommand, ['deploy', file, '--yes', ...args], fleets && { fleets });

it('deploys the fleets of the plan if nothing has changed', async () => {
  const { code, out } = await deploy();
  expect({ code, out }).toEqual({ code: 0, out: expect.stringContaining('✔ linux') });
  expect(fixture.tools.stacksOf('deploy')).toEqual(['linux']);
});

it.each<[string, () => void, RegExp]>([
  [
    'the stack has changed since the plan was made',
    () => fixture.stacks.set('linux', { template: template('15') }),
    /plan\.json: the plan no longer holds; nothing was changed\n {4}stack linux has changed since:\n +autoScalingGroup MaxSize: 10 → 15\n {2}Make a new plan/,
  ],
  [
    'something else would be deployed',
    () => (fixture.tools = new FakeTools({ linux: template('30'), mac: template('1') })),
    /the template for stack linux has changed since .*\n +autoScalingGroup MaxSize: 20 → 30\n/,
  ],
  [
    'the deployment would now terminate jobs',
    () => fixture.stacks.set('linux', { template: template('10'), desired: 50 }),
    /plan no longer holds.*\n {4}deploying linux would now terminate running jobs:\n +The maximum of 1 is below the current desired capacity of 50/,
  ],
])('refuses the plan and says what has changed if %s', async (_, change, message) => {
  change();
  expect(await deploy()).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  expect(fixture.tools.stacksOf('deploy')).toEqual([]);
});

it('deploys a plan with an approved danger although the capacity has changed since', async () => {
  fixture.stacks.set('linux', { template: template('10'), desired: 50 });
  expect((await fixture.run(planCommand, ['plan', '--fleet', 'linux', '--out', file])).code).toBe(0);
  fixture.stacks.set('linux', { template: template('10'), desired: 60 });
  expect(await deploy()).toMatchObject({ code: 0 });
});

it('refuses a plan for another region', async () => {
  const { code, err } = await deploy(['--region', 'eu-west-2']);
  expect(code).toBe(1);
  expect(err).toContain(
    'it is for account 111111111111, region eu-central-1, not account 111111111111, region eu-west-2',
  );
});

it('refuses a plan if the fleets are deployed to another account', async () => {
  const run = await fixture.run(deployCommand, ['deploy', file, '--yes'], {
    env: { CDK_DEPLOY_ACCOUNT: '222222222222' },
  });
  expect(run).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /plan\.json: CDK_DEPLOY_ACCOUNT is 222222222222, but a plan compares with the stacks of account 111111111111; nothing was changed\n {2}Use credentials of account 222222222222/,
    ),
  });
  expect(fixture.tools.stacksOf('deploy')).toEqual([]);
});

it('refuses a plan for a fleet that the configuration no longer has', async () => {
  expect(await deploy([], [fleetParameters('mac')])).toMatchObject({
    code: 1,
    err: expect.stringContaining('plans linux, but the configuration has no fleet of this name'),
  });
});

it.each<[string, object]>([
  ['without an account', { account: undefined }],
  ['without fleets', { fleets: undefined }],
  ['with an empty list of fleets', { fleets: [] }],
  ['in which a fleet has no name', { fleets: [{ deployed: null, wanted: {}, dangers: [] }] }],
  [
    'in which a fleet has no deployed template',
    { fleets: [{ stackName: 'linux', wanted: {}, dangers: [] }] },
  ],
  [
    'in which a fleet has no wanted template',
    { fleets: [{ stackName: 'linux', deployed: null, dangers: [] }] },
  ],
  [
    'in which a fleet has no list of dangers',
    { fleets: [{ stackName: 'linux', deployed: null, wanted: {} }] },
  ],
  ['of another version', { planFile: 2 }],
])('refuses a plan %s', async (_, damage) => {
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...damage }));
  expect(await deploy()).toMatchObject({ code: 1, err: expect.stringContaining('plan.json: is not a plan') });
  const { code, out } = await deploy(['--json']);
  expect({ code, ...JSON.parse(out) }).toMatchObject({ code: 1, ok: false, command: 'deploy' });
  expect(fixture.tools.stacksOf('deploy')).toEqual([]);
});

it('refuses a file that is missing or is not a plan, and --fleet together with a plan', async () => {
  file = folder.path;
  expect(await deploy()).toMatchObject({
    code: 1,
    err: expect.stringContaining('fleet.json: is not a plan'),
  });
  file = join(dirname(folder.path), 'none.json');
  expect(await deploy()).toMatchObject({
    code: 1,
    err: expect.stringMatching(/none\.json: does not exist\n/),
  });
  expect(await deploy(['--fleet', 'linux'])).toMatchObject({ code: 2 });
});
