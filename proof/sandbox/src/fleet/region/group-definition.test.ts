import { describe, expect, it } from '@jest/globals';
import { tagValue, toGroupDefinition } from './group-definition.ts';

const required = {
  AutoScalingGroupName: 'lab',
  MinSize: 1,
  MaxSize: 2,
  DesiredCapacity: 1,
  DefaultCooldown: 60,
};
const optional = { AvailabilityZones: ['a'], HealthCheckType: 'EC2', CreatedTime: new Date(7) };

describe('toGroupDefinition', () => {
  it("converts the emulator's description", () => {
    const Tags = [{ Key: 'k', Value: 'v', PropagateAtLaunch: true }, { Key: 'empty' }];
    const LaunchTemplate = { LaunchTemplateId: 'lt-1', Version: '3' };
    const definition = toGroupDefinition({ ...required, ...optional, Tags, LaunchTemplate });
    expect(definition).toMatchObject({
      name: 'lab',
      min: 1,
      max: 2,
      desired: 1,
      cooldownSeconds: 60,
      createdAt: 7,
      launchTemplate: { id: 'lt-1', version: '3' },
    });
    expect(tagValue(definition, 'k')).toBe('v');
    expect(tagValue(definition, 'empty')).toBe('');
    expect(tagValue(definition, 'other')).toBeUndefined();
  });

  it.each([undefined, { LaunchTemplateId: '' }])('has no launch template for %j', (LaunchTemplate) => {
    expect(toGroupDefinition({ ...required, ...optional, LaunchTemplate }).launchTemplate).toBeUndefined();
  });
});
