import { loadFleets, type FleetConfig } from '@agent-aws-stack/config';
import { describe, expect, it } from '@jest/globals';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetCost } from './cost.ts';

function fleet(parameters: Readonly<Record<string, unknown>>): FleetConfig {
  const text = JSON.stringify(
    Object.fromEntries(
      Object.entries(parameters).map(([key, value]) => [
        key.startsWith('SEMAPHORE_') ? key : `SEMAPHORE_AGENT_${key}`,
        value,
      ]),
    ),
  );
  const all = JSON.stringify({ ...fleetParameters('ci'), ...(JSON.parse(text) as object) });
  return loadFleets({ env: { SEMAPHORE_AGENT_STACK_CONFIG: 'x' }, readFile: () => all }).fleets[0]!;
}

describe('fleetCost', () => {
  it.each([
    [1, 50, 0],
    [2, 50, 1],
    [10, 25, 7],
  ])('of at most %d units, %d%% of them on demand, includes %d units of spot', (max, percentage, spot) => {
    const parameters = { ASG_MAX_SIZE: max, ON_DEMAND_PERCENTAGE_ABOVE_BASE: percentage };
    expect(fleetCost(fleet(parameters)).spotCapacity).toBe(spot);
  });

  it.each([
    ['the minimum', { ASG_MIN_SIZE: 2 }, 2],
    ['nothing', {}, 0],
    ['the headroom', { OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: 3 }, 3],
    [
      'no more than the maximum',
      { ASG_MAX_SIZE: 2, OVERPROVISION_STRATEGY: 'number', OVERPROVISION_FACTOR: 3 },
      2,
    ],
    ['the desired capacity if there is no scaler', { USE_DYNAMIC_SCALING: false, ASG_DESIRED: 4 }, 4],
  ])('without jobs is the price of %s', (_, parameters, capacity) => {
    const cost = fleetCost(fleet({ ASG_MAX_SIZE: 10, INSTANCE_TYPE: 'm5.large', ...parameters }));
    expect(cost.idle.capacity).toBe(capacity);
    expect(cost.idle.instances?.most).toBeCloseTo(capacity * 0.096 * 730, 6);
  });

  it('ranges from the cheapest to the most expensive choice, per unit of capacity', () => {
    const overrides = [{ instanceType: 'm5.large' }, { instanceType: 'm6a.2xlarge', weightedCapacity: '3' }];
    const { maximum } = fleetCost(fleet({ ASG_MAX_SIZE: 10, ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides }));
    expect(maximum.instances?.least).toBeCloseTo(0.96 * 730, 6);
    expect(maximum.instances?.most).toBeCloseTo(1.152 * 730, 6);
  });

  it("of volumes is the price of the configured volume, else of the image's, for each instance", () => {
    const overrides = [{ instanceType: 'm5.large' }, { instanceType: 'm6a.2xlarge', weightedCapacity: '4' }];
    const weighted = { ASG_MAX_SIZE: 10, ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides };
    // A GiB of gp3 costs $0.08, one of gp2 $0.10. Ten units of capacity are 2.5 instances of weight 4, or 10 of weight 1.
    const imageVolume = { type: 'gp3', sizeGib: 20 };
    expect(fleetCost(fleet(weighted), { imageVolume }).maximum.volumes).toEqual({ least: 4, most: 16 });
    const configured = { ...weighted, VOLUME_NAME: '/dev/sda1', VOLUME_SIZE: 100 };
    expect(fleetCost(fleet(configured), { imageVolume }).maximum.volumes).toEqual({ least: 25, most: 100 });
    expect(fleetCost(fleet(weighted)).maximum.volumes).toBeUndefined();
  });

  it('of a typical month is the price of the average number of agents, whatever their weight', () => {
    const overrides = [{ instanceType: 'm5.large', weightedCapacity: '2' }];
    const weighted = fleet({ ASG_MAX_SIZE: 10, ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides });
    expect(fleetCost(weighted).typical).toBeUndefined();
    const { typical } = fleetCost(weighted, { agents: 2.5 });
    expect(typical?.capacity).toBe(2.5);
    expect(typical?.instances?.most).toBeCloseTo(2.5 * 0.096 * 730, 6);
  });

  it.each([
    [{ INSTANCE_TYPE: 'g5.xlarge' }, /no price is known for g5\.xlarge/],
    [{ OS: 'windows', INSTANCE_TYPE: 'm5.large' }, /the Windows license costs extra/],
    [{ OS: 'windows-2022', INSTANCE_TYPE: 'm5.large' }, /the Windows license costs extra/],
    [
      {
        OS: 'macos',
        LICENSE_CONFIGURATION_ARN:
          'arn:aws:license-manager:us-east-1:111111111111:license-configuration:lic-0123456789abcdef0123456789abcdef',
      },
      /dedicated host/,
    ],
    [
      {
        ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [
          { instanceRequirements: { vCpuCount: { min: 2 }, memoryMiB: { min: 4096 } } },
        ],
      },
      /chooses the types by requirements/,
    ],
  ])('has no price of instances for %j, and says why', (parameters, why) => {
    const cost = fleetCost(fleet(parameters));
    expect(cost.maximum.instances).toBeUndefined();
    expect(cost.unknown).toMatch(why);
  });
});
