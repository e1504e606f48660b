import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DeploymentFixture, type RunOptions } from '../../testing/deployment-fixture.ts';
import { FakeTools } from '../../testing/fake-stacks.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { javascriptStack, ownStack } from './testing/stacks.ts';
import { upgradeCommand } from './command.ts';

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
  fixture.stacks.set('linux', { template: { ...javascriptStack() } });
  fixture.stacks.set('mac', { template: { ...ownStack() } });
  fixture.tools = new FakeTools({ linux: { ...ownStack() }, mac: { ...ownStack() } });
});
afterEach(() => fixture[Symbol.asyncDispose]());

const check = (args: readonly string[] = [], options: RunOptions = {}) =>
  fixture.run(upgradeCommand, ['upgrade', 'check', ...args], options);

it('upgrade check prints which product deployed a fleet, what is replaced, what to decide, what changes and the next steps', async () => {
  const { code, out, err } = await check();
  expect(code).toBe(0);
  expect(err).toMatch(/^Account 111111111111, region eu-central-1/);
  expect(out).toMatch(
    /^linux {2}deployed by the JavaScript stack, UPDATE_COMPLETE\n {2}Nothing is replaced\.$/m,
  );
  expect(out).toMatch(/^ {2}Decide first:\n {4}SSH +port 22[^]*^ {4}SSM permissions/m);
  expect(out).toMatch(/^ {4}Changed +launchTemplateDEE5742D +LaunchTemplateData$/m);
  expect(out).toMatch(/^ {4}New +1 .*\n +1 /m);
  expect(out).toMatch(/^ {4}Deleted +1 AWS::CloudFormation::CustomResource$/m);
  expect(out).toMatch(/npm run fleet -- bootstrap\n {2}Next: npm run fleet -- deploy$/m);
  expect(out).toMatch(/^mac {2}deployed by this product, UPDATE_COMPLETE\n {2}Nothing changes\.$/m);
});

it('upgrade check exits with 1 if something would be replaced, and prints no next step', async () => {
  const parameter = { SemaphoreAgentConfigParameterF91637D0: { Name: 'other-config' } };
  fixture.tools = new FakeTools({ linux: { ...ownStack(parameter) } });
  const { code, out } = await check(['--fleet', 'linux']);
  expect(code).toBe(1);
  expect(out).toMatch(
    /do not deploy before you know why:\n.*replace +AWS::SSM::Parameter +SemaphoreAgentConfig/,
  );
  expect(out).not.toContain('Next:');
});

it('upgrade check prints the report as JSON', async () => {
  const { out } = await check(['--json', '--fleet', 'linux']);
  expect(JSON.parse(out)).toMatchObject({
    fleets: [
      {
        fleet: 'linux',
        report: {
          ...{ origin: 'javascript', replaced: [] },
          changes: expect.arrayContaining([
            expect.objectContaining({ kind: 'add', logicalId: 'ScalerTurn9B312FD9' }),
          ]),
          decisions: expect.arrayContaining([expect.objectContaining({ topic: 'SSH' })]),
        },
      },
    ],
  });
});

it.each<[string, () => void, RegExp]>([
  ['is not deployed', () => fixture.stacks.delete('linux'), /stack linux: is not deployed in eu-central-1/],
  [
    'AWS denies access to',
    () => fixture.stacks.denied.add('linux'),
    /cloudformation:DescribeStacks on stack linux.*\n {2}Allow/,
  ],
  [
    'another product deployed',
    () => fixture.stacks.set('linux', { template: { Resources: {} } }),
    /stack linux: was deployed neither by .*\n {2}Check SEMAPHORE_AGENT_STACK_NAME/,
  ],
  ...[
    ['UPDATE_IN_PROGRESS', /stack linux: is UPDATE_IN_PROGRESS\n {2}Wait until/] as const,
    [
      'ROLLBACK_COMPLETE',
      /stack linux: is ROLLBACK_COMPLETE: .*none of its resources exist\n {2}There is nothing/,
    ] as const,
    [
      'REVIEW_IN_PROGRESS',
      /stack linux: is REVIEW_IN_PROGRESS: .*not executed.*\n {2}There is nothing/,
    ] as const,
    ['UPDATE_ROLLBACK_FAILED', /stack linux: is UPDATE_ROLLBACK_FAILED\n {2}Repair it/] as const,
  ].map(([status, message]): [string, () => void, RegExp] => [
    `is ${status}`,
    () => fixture.stacks.set('linux', { template: { ...javascriptStack() }, status }),
    message,
  ]),
])(
  'upgrade check exits with 1 for a fleet that %s, and checks the other fleets',
  async (_, prepare, message) => {
    prepare();
    const { code, out } = await check();
    expect(out).toMatch(message);
    expect(out).toMatch(/^mac {2}deployed by this product/m);
    expect(code).toBe(1);
  },
);

it('upgrade check needs no image for a fleet that finds its image by name, and prints the name', async () => {
  const fleet = fleetParameters('linux', { SEMAPHORE_AGENT_AMI: '' });
  fixture.tools = new FakeTools({ AwsSemaphoreAgentStack: { ...ownStack() } });
  const { code, out } = await check([], { fleets: [fleet] });
  expect(code).toBe(0);
  expect(out).toMatch(/Image +instances boot ami-0a+ now, and will boot the image named semaphore-agent-v/);
  expect(fixture.tools.syntheses[0]?.env).toMatchObject({ SEMAPHORE_AGENT_AMI: 'ami-00000000000000000' });
});
