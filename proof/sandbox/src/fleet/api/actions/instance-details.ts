import type { Instance } from '../../instance/instance.ts';
import type { LaunchTemplateReference } from '../../region/region.ts';

export function launchTemplateDetails({ id, version }: LaunchTemplateReference) {
  return id.startsWith('lt-')
    ? { LaunchTemplateId: id, Version: version }
    : { LaunchTemplateName: id, Version: version };
}

/** An instance as in the reply to DescribeAutoScalingGroups. */
export function instanceDetails(instance: Instance) {
  const { template } = instance;
  return {
    InstanceId: instance.id,
    InstanceType: instance.instanceType === '' ? undefined : instance.instanceType,
    AvailabilityZone: instance.availabilityZone,
    LifecycleState: instance.lifecycleState,
    HealthStatus: instance.healthStatus,
    ProtectedFromScaleIn: instance.protectedFromScaleIn,
    LaunchTemplate:
      template === undefined
        ? undefined
        : {
            LaunchTemplateId: template.id,
            LaunchTemplateName: template.name,
            Version: String(template.version),
          },
  };
}
