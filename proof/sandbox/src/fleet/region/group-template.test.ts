import { describe, expect, it } from '@jest/globals';
import { groupProperties } from './group-template.ts';

const physicalIds: Readonly<Record<string, string>> = { launchTemplate: 'lt-1' };
const read = (properties: object) =>
  groupProperties(
    JSON.stringify({ Resources: { group: { Type: 'x', Properties: properties } } }),
    'group',
    (id) => physicalIds[id],
  );
const latest = { 'Fn::GetAtt': ['launchTemplate', 'LatestVersionNumber'] };

describe('groupProperties', () => {
  it('reads a mixed instances policy', () => {
    const properties = read({
      MinSize: '0',
      MixedInstancesPolicy: {
        LaunchTemplate: {
          LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'launchTemplate' }, Version: latest },
          Overrides: [
            { InstanceType: 't3.small' },
            { InstanceRequirements: {} },
            { InstanceType: 't3a.small' },
          ],
        },
      },
    });
    expect(properties).toEqual({
      desiredCapacity: undefined,
      launchTemplate: { id: 'lt-1', version: '$Latest' },
      instanceTypes: ['t3.small', 't3a.small'],
      capacityRebalance: false,
      maxInstanceLifetimeSeconds: undefined,
      purchase: { onDemandBaseCapacity: 0, onDemandPercentageAboveBase: 100 },
    });
  });

  it.each([
    [{ LaunchTemplate: { LaunchTemplateId: 'lt-2', Version: '3' } }, { id: 'lt-2', version: '3' }],
    [
      { LaunchTemplate: { LaunchTemplateName: 'name', Version: '$Default' } },
      { id: 'name', version: '$Default' },
    ],
    [{ LaunchTemplate: { LaunchTemplateId: { Ref: 'gone' }, Version: '1' } }, undefined],
    [{}, undefined],
  ])('reads the launch template of %j', (properties, launchTemplate) => {
    expect(read(properties)?.launchTemplate).toEqual(launchTemplate);
  });

  it.each([
    ['3', 3],
    [3, 3],
  ])('reads a desired capacity of %p', (DesiredCapacity, desiredCapacity) => {
    expect(read({ DesiredCapacity })?.desiredCapacity).toBe(desiredCapacity);
  });

  it('reads capacity rebalancing and the maximum instance lifetime', () => {
    const properties = read({ CapacityRebalance: true, MaxInstanceLifetime: 86_400 });
    expect(properties).toMatchObject({ capacityRebalance: true, maxInstanceLifetimeSeconds: 86_400 });
  });

  it('gives undefined if the template does not contain the group', () => {
    expect(groupProperties('{"Resources":{}}', 'group', () => undefined)).toBeUndefined();
  });
});
