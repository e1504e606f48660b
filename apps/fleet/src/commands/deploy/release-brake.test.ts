import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { DeploymentFixture } from '../../testing/deployment-fixture.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { FakeTools, type FakeStack } from '../../testing/fake-stacks.ts';
import { deployCommand } from './command.ts';

const since = Date.UTC(2026, 10, 24, 11, 30);
const open = { kind: 'open', since, probes: 2, probedAt: since, withoutSemaphore: false } as const;
const template = (KeyName: string, MaxSize = '5') => ({
  Resources: {
    [LOGICAL_IDS.group]: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MaxSize } },
    [LOGICAL_IDS.launchTemplate]: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { KeyName } },
    },
  },
});

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

async function deploy(
  stack: Partial<FakeStack>,
  { wanted = template('new'), json = false, parameters = {} } = {},
) {
  fixture.stacks.set('linux', { template: template('old'), ...stack });
  fixture.tools = new FakeTools({ linux: wanted });
  const ran = await fixture.run(
    deployCommand,
    [...['deploy', '--fleet', 'linux', '--yes'], ...(json ? ['--json'] : [])],
    { fleets: [{ ...fleetParameters('linux'), ...parameters }, fleetParameters('mac')] },
  );
  const changes = fixture.aws.calls.filter(({ action }) => /^(Resume|DeleteTags)/.test(action));
  return { ...ran, actions: changes.map(({ action }) => action) };
}

describe('a deployment while the launch brake is open', () => {
  it.each(['open', 'probing'] as const)(
    'releases the brake (%s) if the launch template changes, and says so',
    async (kind) => {
      const { code, err, actions } = await deploy({ launchBrake: { ...open, kind } });
      expect({ code, actions }).toEqual({ code: 0, actions: ['ResumeProcesses', 'DeleteTags'] });
      expect(err).toContain(
        'linux: the launch template has changed, so the open launch brake was released: launches are resumed\n',
      );
    },
  );

  it.each<[string, Partial<FakeStack>, Parameters<typeof deploy>[1]]>([
    ['only the group changes', { launchBrake: open }, { wanted: template('old', '6') }],
    ['the brake is closed', {}, {}],
    ['the scaler only watches', { launchBrake: { kind: 'watching', since } }, {}],
    ['the stack has no group', { launchBrake: open, groupless: true }, {}],
  ])('releases nothing if %s', async (_, stack, options) => {
    const { code, err, actions } = await deploy(stack, options);
    expect({ code, actions }).toEqual({ code: 0, actions: [] });
    expect(err).not.toMatch(/launch brake.* released/);
  });

  it.each([{ SEMAPHORE_AGENT_LAUNCH_BRAKE: false }, { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false }])(
    'releases the brake, whatever changes, if nothing else would resume launches: %j',
    async (parameters) => {
      const wanted = template('old', '6');
      const { code, err, actions } = await deploy({ launchBrake: open }, { wanted, parameters });
      expect({ code, actions }).toEqual({ code: 0, actions: ['ResumeProcesses', 'DeleteTags'] });
      expect(err).toContain(
        'linux: the fleet has no launch brake any more, so the open launch brake was released: launches are resumed\n',
      );
    },
  );

  it('releases nothing if the deployment fails', async () => {
    fixture.stacks.set('linux', { template: template('old'), launchBrake: open });
    fixture.tools = new FakeTools({ linux: template('new') });
    fixture.tools.failing.add('linux');
    expect(await fixture.run(deployCommand, ['deploy', '--fleet', 'linux', '--yes'])).toMatchObject({
      code: 1,
    });
    expect(fixture.aws.count('ResumeProcesses')).toBe(0);
  });

  it('succeeds, and names `brake release`, if AWS refuses to resume launches', async () => {
    fixture.stacks.denied.add('ResumeProcesses');
    const { code, err, actions } = await deploy({ launchBrake: open });
    expect({ code, actions }).toEqual({ code: 0, actions: ['ResumeProcesses'] });
    expect(err).toMatch(
      /linux: was deployed, but the launch brake, if it is open, was not released[^]*autoscaling:ResumeProcesses [^]*Release it: npm run fleet -- brake release/,
    );
  });

  it('reports the release as JSON', async () => {
    const { out } = await deploy({ launchBrake: open }, { json: true });
    expect(JSON.parse(out)).toMatchObject({
      fleets: [{ fleet: 'linux', failure: null, launchBrake: { released: true } }],
    });
  });
});
