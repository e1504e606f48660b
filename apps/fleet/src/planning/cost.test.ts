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
    expect(cost.idle.usdPerHour?.most).toBeCloseTo(capacity * 0.096, 6);
  });

  it('ranges from the cheapest to the most expensive choice, per unit of capacity', () => {
    const overrides = [{ instanceType: 'm5.large' }, { instanceType: 'm6a.2xlarge', weightedCapacity: '3' }];
    const { maximum } = fleetCost(fleet({ ASG_MAX_SIZE: 10, ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides }));
    expect(maximum.usdPerHour?.least).toBeCloseTo(0.96, 6);
    expect(maximum.usdPerHour?.most).toBeCloseTo(1.152, 6);
  });

  it.each([
    [{ INSTANCE_TYPE: 'g5.xlarge' }, /no price is known for g5\.xlarge/],
    [{ OS: 'windows', INSTANCE_TYPE: 'm5.large' }, /the Windows licence costs extra/],
    [{ OS: 'windows-2022', INSTANCE_TYPE: 'm5.large' }, /the Windows licence costs extra/],
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
  ])('is not known for %j, and says why', (parameters, why) => {
    const cost = fleetCost(fleet(parameters));
    expect(cost.maximum.usdPerHour).toBeUndefined();
    expect(cost.unknown).toMatch(why);
  });
});
