import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DeploymentFixture } from '../../testing/deployment-fixture.ts';
import { fleetParameters } from '../../testing/fleet-file.ts';
import { planCommand } from './command.ts';

let fixture: DeploymentFixture;
beforeEach(async () => {
  fixture = await DeploymentFixture.start();
});
afterEach(() => fixture[Symbol.asyncDispose]());

const plan = (parameters: Record<string, unknown>) =>
  fixture.run(planCommand, ['plan', '--no-compare'], {
    fleets: [
      fleetParameters('linux', {
        SEMAPHORE_AGENT_INSTANCE_TYPE: 'm5.large',
        SEMAPHORE_AGENT_ASG_MAX_SIZE: 20,
        ...parameters,
      }),
    ],
  });

describe('plan --no-compare', () => {
  it('prints what would be deployed and what it costs', async () => {
    const { code, out } = await plan({
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: 'number',
      SEMAPHORE_AGENT_OVERPROVISION_FACTOR: 2,
      SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: 4,
      SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 25,
      SEMAPHORE_AGENT_KEY_NAME: 'ops',
      SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: ['203.0.113.0/24'],
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}Capacity +0 to 20, 2 without jobs; 2 agents of headroom$/m);
    expect(out).toMatch(/^ {2}Instances +ubuntu-focal on x86_64: m5\.large$/m);
    expect(out).toMatch(/^ {2}Purchase +4 on demand, above that 75% spot: 12 of 20 may be interrupted$/m);
    expect(out).toMatch(/^ {2}Log in .*SSH with the key ops, from 203\.0\.113\.0\/24$/m);
    expect(out).toMatch(
      /^ {2}Cost without jobs +\$140\.16 a month for 2 units of capacity \(instances \$140\.16, volumes not known\)$/m,
    );
    expect(out).toMatch(/^ {2}Cost at maximum +\$1401\.60 a month for 20 units of capacity /m);
    expect(out).toMatch(
      /^ {2}Control plane +\$6\.20 to \$8\.00 a month: Lambdas, metrics, logs, any alarms and dashboard$/m,
    );
    expect(out).toMatch(
      /^ {2}Prices +on demand in us-east-1 on 2026-01-19; eu-central-1 differs; spot costs less; traffic and snapshots not included$/m,
    );
    expect(out).not.toContain('Typical cost');
    expect(fixture.aws.calls).toEqual([]);
  });

  it('prints the cost of instances with a configured volume, and of no instances', async () => {
    const volume = { SEMAPHORE_AGENT_VOLUME_NAME: '/dev/sda1', SEMAPHORE_AGENT_VOLUME_TYPE: 'gp3' };
    const { out } = await plan({ ...volume, SEMAPHORE_AGENT_ASG_MAX_SIZE: 1 });
    expect(out).toMatch(/^ {2}Cost without jobs +\$0\.00 a month for 0 units of capacity$/m);
    expect(out).toMatch(
      /^ {2}Cost at maximum +\$75\.20 a month for 1 unit of capacity \(instances \$70\.08, volumes \$5\.12\)$/m,
    );
  });

  it.each([
    [300, 16, '\\$0\\.0036'],
    [100, 50, 'at most \\$0\\.0036'],
  ])('prints what an initialization rate of %d MiB/s costs and allows', async (rate, launches, price) => {
    const { out } = await plan({
      SEMAPHORE_AGENT_VOLUME_NAME: '/dev/sda1',
      SEMAPHORE_AGENT_VOLUME_INITIALIZATION_RATE: rate,
      SEMAPHORE_AGENT_ASG_MAX_SIZE: 10,
    });
    expect(out).toMatch(
      new RegExp(
        `^ {2}Initialization +volumes are filled at ${rate} MiB/s; the cost below does not include the price of this; ${price} in us-east-1 for each GiB of the image's data at each launch, so at most \\$0\\.23 \\(https://aws\\.amazon\\.com/ebs/pricing/\\); the default quota allows ${launches} launches at once in a region, and EC2 refuses more$`,
        'm',
      ),
    );
  });

  it('prints nothing about the initialization of volumes without a rate', async () => {
    const { out } = await plan({ SEMAPHORE_AGENT_VOLUME_NAME: '/dev/sda1' });
    expect(out).not.toContain('Initialization');
  });

  it.each<[Record<string, unknown>, string]>([
    [{}, 'one job each, then replaced; terminated after 300 s idle'],
    [
      { SEMAPHORE_AGENT_AFTER_JOB: 'shrink', SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: 90 },
      'one job each, then terminated without a replacement; terminated after 300 s idle; 90 s to finish the job after an interruption',
    ],
    [
      { SEMAPHORE_AGENT_LAUNCH_TIMEOUT: 300 },
      'one job each, then replaced; terminated after 300 s idle; replaced if not ready 300 s after the launch',
    ],
    [
      { SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: false, SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: 0 },
      'job after job; no idle timeout',
    ],
  ])('prints how long agents run: %j', async (settings, words) => {
    const { out } = await plan(settings);
    expect(out).toMatch(new RegExp(`^ {2}Agents .*; ${words}$`, 'm'));
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'the launch brake',
      {},
      'Launch brake +after three rounds of instances in a row without an agent, launches are suspended; one round may launch after 5, 10 and 20 min, then every 30',
    ],
    [
      'that the launch brake is off',
      { SEMAPHORE_AGENT_LAUNCH_BRAKE: false },
      'Launch brake +off \\(SEMAPHORE_AGENT_LAUNCH_BRAKE=false\\): if agents never start, .*',
    ],
    [
      'that there is no launch brake',
      { SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: false },
      'Launch brake +none, because there is no scaler',
    ],
    [
      'the types and prices of the fallback',
      {
        SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
        SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: 90,
        SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [
          { instanceType: 'm5.large' },
          { instanceType: 'm7i.large' },
        ],
      },
      'Spot fallback +after 90 s without spot capacity, on demand: m5\\.large, m7i\\.large, at \\$0\\.0960 to \\$0\\.1008 an hour each in us-east-1',
    ],
    [
      'why the price of the fallback is not known',
      {
        SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
        SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: 90,
        SEMAPHORE_AGENT_INSTANCE_TYPE: 'p5.48xlarge',
      },
      'Spot fallback +after 90 s without spot capacity, on demand: p5\\.48xlarge, at a price that is not known: no price is known for p5\\.48xlarge',
    ],
    [
      'that no on-demand instance of a fleet with a fallback is replaced after its job',
      {
        SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: 1,
        SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0,
        SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER: 90,
      },
      'Purchase .*; no on-demand instance is replaced after its job \\(SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER\\)',
    ],
  ])('prints %s', async (_, settings, line) => {
    const { out } = await plan(settings);
    expect(out).toMatch(new RegExp(`^ {2}${line}$`, 'm'));
  });

  it('prints nothing about a fallback if the fleet has none', async () => {
    const { out } = await plan({ SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 0 });
    expect(out).not.toContain('Spot fallback');
  });

  it.each<[Record<string, unknown>, string]>([
    [{}, 'bucket acme-cache of any account'],
    [{ SEMAPHORE_AGENT_CACHE_BUCKET_OWNER: 'self' }, 'bucket acme-cache of this account'],
    [
      {
        SEMAPHORE_AGENT_CACHE_BUCKET_OWNER: '222222222222',
        SEMAPHORE_AGENT_CACHE_PROJECT_IDS: ['0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0'],
      },
      'bucket acme-cache of account 222222222222, in it the objects of 1 project',
    ],
  ])('prints which cache jobs can use: %j', async (settings, words) => {
    const { out } = await plan({ SEMAPHORE_AGENT_CACHE_BUCKET_NAME: 'acme-cache', ...settings });
    expect(out).toMatch(new RegExp(`^ {2}\\S.*the instance role's; ${words}$`, 'm'));
  });

  it('prints what isolated jobs may do, and what they lose', async () => {
    const { out } = await plan({
      SEMAPHORE_AGENT_JOB_ISOLATION: 'strict',
      SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES: 'ci-deploy',
      SEMAPHORE_AGENT_MANAGED_POLICY_NAMES: 'instance-tools',
    });
    expect(out).toMatch(/^ {2}\S.*a role of their own; policy ci-deploy; jobs have no sudo, /m);
    expect(out).not.toContain('instance-tools');
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['Linux without a key', {}, 'no SSH, as there is no key pair'],
    ['Linux with a key', { SEMAPHORE_AGENT_KEY_NAME: 'ops' }, 'SSH with the key ops, from nowhere, .*'],
    [
      'Windows with a key',
      { SEMAPHORE_AGENT_OS: 'windows', SEMAPHORE_AGENT_KEY_NAME: 'ops' },
      'no SSH on Windows',
    ],
  ])('prints how to log in: %s', async (_, settings, words) => {
    const { out } = await plan(settings);
    expect(out).toMatch(new RegExp(`^ {2}Log in .*ssm:StartSession; ${words}$`, 'm'));
  });
});
