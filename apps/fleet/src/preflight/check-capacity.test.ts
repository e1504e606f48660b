import { describe, expect, it } from '@jest/globals';
import { FakeSite } from '../testing/fake-site.ts';
import type { FakeRegion } from '../testing/fake-region.ts';
import { fleetParameters } from '../testing/fleet-file.ts';
import { fleetsOf, preflightProblems } from '../testing/preflight-problems.ts';

const fleets = fleetsOf(
  fleetParameters('linux', {
    SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: [
      { instanceType: 'm5.large' },
      { instanceType: 'm6a.large', weightedCapacity: '2' },
    ],
    SEMAPHORE_AGENT_ASG_MAX_SIZE: 20,
    SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: 50,
  }),
);

describe('the checks of capacity and network', () => {
  it.each<[string, (region: FakeRegion) => void, readonly [problem: RegExp, certain: boolean][]]>([
    ['nothing', () => undefined, []],
    [
      'a type that no zone offers',
      ({ notOffered }) => notOffered.add('m5.large'),
      [[/^instance types of linux: eu-west-1a does not offer m5\.large; eu-west-1b does not/, false]],
    ],
    [
      'that no type is offered',
      ({ notOffered }) => notOffered.add('m5.large').add('m6a.large'),
      [[/^instance types of linux: eu-west-1a does not offer m5\.large, m6a\.large;/, true]],
    ],
    [
      'subnets without a default route',
      (region) => void (region.hasRoute = false),
      [[/^subnets of linux: subnet-a: no default route; subnet-b: no default route$/, false]],
    ],
    [
      'a quota below the maximum, on demand and spot',
      (region) => void (region.vcpus = 16),
      [
        [/^quota of linux: 16 vCPUs allowed in the account \(Standard instances\), 20 needed/, false],
        [/^quota of linux: 16 vCPUs allowed/, false],
      ],
    ],
    [
      'a quota of less than one instance',
      (region) => void (region.vcpus = 1),
      [
        [/^quota of linux: 1 vCPUs/, true],
        [/^quota of linux: 1 vCPUs/, true],
      ],
    ],
  ])('report %s', async (_, change, problems) => {
    const site = new FakeSite();
    change(site.region);
    expect(await preflightProblems(site, fleets)).toEqual(
      problems.map(([problem, certain]) => ({
        problem: expect.stringMatching(problem),
        remedy: expect.any(String),
        certain,
      })),
    );
  });

  it('ignore types that Auto Scaling chooses by requirements', async () => {
    const site = new FakeSite();
    site.region.vcpus = 0;
    const requirements = { vCpuCount: { min: 2 }, memoryMiB: { min: 4_096 } };
    const overrides = [{ instanceRequirements: requirements }];
    const parameters = { SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: overrides };
    expect(await preflightProblems(site, fleetsOf(fleetParameters('linux', parameters)))).toEqual([]);
  });
});
