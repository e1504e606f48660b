import { CreateKeyPairCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../testing/command-line.ts';

const token = 'several-fleets-registration-token';

const spot = {
  SEMAPHORE_AGENT_STACK_NAME: 'spot',
  SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7i.large',
  SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [
    { instanceType: 'm7i.large' },
    { instanceType: 'm6i.large' },
  ],
  SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
};
const windows = { SEMAPHORE_AGENT_STACK_NAME: 'windows', SEMAPHORE_AGENT_OS: 'windows-2022' };
const manual = {
  SEMAPHORE_AGENT_STACK_NAME: 'manual',
  SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false,
  SEMAPHORE_AGENT_ALARMS: false,
  SEMAPHORE_AGENT_KEY_NAME: 'ops',
  SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: ['203.0.113.0/24'],
  SEMAPHORE_AGENT_TAGS: ['Team:ci'],
};
const defaults = { SEMAPHORE_ORGANIZATION: 'acme', SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/semaphore/token' };

/** Deploys fleets with spot instances, with Windows and without a scaler. CloudFormation deploys them with the execution policy. */
describe('several fleets in one file', () => {
  let cli: CommandLine;

  beforeAll(async () => {
    cli = await CommandLine.open(token);
    await cli.region.clients.ec2.send(new CreateKeyPairCommand({ KeyName: manual.SEMAPHORE_AGENT_KEY_NAME }));
    await cli.configure({ defaults, fleets: [spot, windows, manual] });
    expect(await cli.fleet('bootstrap --yes')).toMatchObject({ code: 0 });
    expect(await cli.fleet('token put --yes', { input: token })).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    await cli?.close();
  });

  const fleetNames = async () =>
    (await cli.region.fleet.groups()).map(({ name }) => name.split('-')[0]).sort();

  it('can be deployed separately, and all at once', async () => {
    expect(await cli.fleet('deploy --fleet windows --yes')).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^✔ windows\n\nTo run jobs on windows, [^]*\nNext: npm run fleet -- run --fleet windows$/,
      ),
    });
    expect(await fleetNames()).toEqual(['windows']);
    const { code, out, err } = await cli.fleet('deploy --yes');
    expect({ code, out, err: code === 0 ? '' : err }).toEqual({
      code: 0,
      // The fleet windows is deployed already, so its stanza is not shown again.
      out: expect.stringMatching(
        /^✔ spot\n✔ windows\n✔ manual\n\nTo run jobs [^]*\n {2}spot: .*\n {2}manual: .*\n\nNext: npm run fleet -- doctor$/,
      ),
      err: '',
    });
    expect(await fleetNames()).toEqual(['manual', 'spot', 'windows']);
  });

  it('have no changes in a plan after their deployment', async () => {
    const { out } = await cli.fleet('plan --json');
    const { fleets } = JSON.parse(out) as {
      fleets: { fleet: string; comparison: { changes: unknown[] } }[];
    };
    expect(fleets.map(({ fleet, comparison }) => [fleet, comparison.changes])).toEqual([
      ['spot', []],
      ['windows', []],
      ['manual', []],
    ]);
  });
});
