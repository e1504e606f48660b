import { describe, expect, it } from '@jest/globals';
import { LAUNCH_BRAKE_TAG } from '@agent-aws-stack/contract';
import { groupOf } from './group.ts';
import { inRegion } from './testing/in-region.ts';

const group = (found?: object) =>
  inRegion(
    (_, reply) => reply.ok({ AutoScalingGroups: found === undefined ? [] : [found] }),
    (aws) => groupOf(aws, { main: 'g', onDemand: undefined }),
  );

const OPEN = 'open since 2026-03-01T10:00:00Z by agent-scaler - probes=0';

describe('groupOf', () => {
  it('throws LookupSkippedError if the group is gone', async () => {
    await expect(group()).rejects.toMatchObject({
      name: 'LookupSkippedError',
      message: 'group g is gone: deploy the fleet again',
    });
  });

  it.each([
    [
      'of the group',
      { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '3' } },
      { id: 'lt-1', version: '3' },
    ],
    [
      'of the mixed instances policy',
      {
        MixedInstancesPolicy: {
          LaunchTemplate: { LaunchTemplateSpecification: { LaunchTemplateId: 'lt-2', Version: '$Latest' } },
        },
      },
      { id: 'lt-2', version: '$Latest' },
    ],
    [
      'without a version',
      { LaunchTemplate: { LaunchTemplateId: 'lt-1' } },
      { id: 'lt-1', version: '$Default' },
    ],
  ])('reads the launch template %s', async (_, found, launchTemplate) => {
    expect(await group(found)).toMatchObject({ launchTemplate });
  });

  it('reads the instance types of the overrides', async () => {
    const Overrides = [
      { InstanceType: 'm7i.large' },
      { InstanceType: 'm7i.xlarge', WeightedCapacity: '2' },
      { InstanceType: 'm7g.large', LaunchTemplateSpecification: { LaunchTemplateId: 'lt-arm' } },
      { InstanceType: 'm7a.large', ImageId: 'ami-2' },
      { InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 1 } } },
    ];
    expect((await group({ MixedInstancesPolicy: { LaunchTemplate: { Overrides } } })).types).toEqual([
      { type: 'm7i.large', weight: 1, ownImage: false },
      { type: 'm7i.xlarge', weight: 2, ownImage: false },
      { type: 'm7g.large', weight: 1, ownImage: true },
      { type: 'm7a.large', weight: 1, ownImage: true },
      { type: undefined, weight: 1, ownImage: false },
    ]);
  });

  it.each([
    ["both groups have the brake's tag", OPEN, OPEN, { isBraked: true }],
    [
      "the tag of the stand-ins' group cannot be read",
      OPEN,
      'agent-scaler watches launches since yesterday',
      {},
    ],
    ["only the stand-ins' group still has the tag", undefined, OPEN, {}],
    [
      "the main group's tag says that the scaler only watches",
      'agent-scaler watches launches since 2026-03-01T10:00:00Z',
      OPEN,
      {},
    ],
  ])(
    "knows by the tags whether the launch brake suspends the stand-ins' launches: %s",
    async (_, mainValue, Value, braked) => {
      const main = {
        AutoScalingGroupName: 'g',
        Tags: mainValue === undefined ? [] : [{ Key: LAUNCH_BRAKE_TAG, Value: mainValue }],
      };
      const standIns = { AutoScalingGroupName: 'more', Tags: [{ Key: LAUNCH_BRAKE_TAG, Value }] };
      const { standIns: found } = await inRegion(
        (_, reply) => reply.ok({ AutoScalingGroups: [main, standIns] }),
        (aws) => groupOf(aws, { main: 'g', onDemand: 'more' }),
      );
      expect(found).toEqual({ name: 'more', desired: 0, suspended: [], ...braked });
    },
  );

  it('treats an instance as healthy unless Auto Scaling reports it as unhealthy', async () => {
    const Instances = [{ HealthStatus: 'Healthy' }, { HealthStatus: 'Unhealthy' }, {}];
    expect((await group({ Instances })).instances.map(({ healthy }) => healthy)).toEqual([true, false, true]);
  });
});
