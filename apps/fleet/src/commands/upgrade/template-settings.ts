import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { propertiesAt, type Template } from '../../observe/template.ts';

/** The values at a path in the data of the launch template. */
export const launchDataAt = (template: Template, ...path: readonly string[]): readonly unknown[] =>
  propertiesAt(template, LOGICAL_IDS.launchTemplate, 'LaunchTemplateData', ...path);

/** Whether requests to the metadata service need a token: `required`, `optional` or undefined. */
export const tokensOf = (template: Template): unknown =>
  launchDataAt(template, 'MetadataOptions', 'HttpTokens')[0];

/** The ids of the images that instances boot. */
export const imagesOf = (template: Template): readonly string[] =>
  launchDataAt(template, 'ImageId').filter((id) => typeof id === 'string');

/** The instance types that the group may launch. If Auto Scaling chooses them by requirements, a phrase that says so. */
export function typesOf(template: Template): readonly unknown[] {
  const overridesAt = (...path: readonly string[]): readonly unknown[] =>
    propertiesAt(template, LOGICAL_IDS.group, 'MixedInstancesPolicy', 'LaunchTemplate', 'Overrides', ...path);
  if (overridesAt('InstanceRequirements').length > 0) return ['all types that meet InstanceRequirements'];
  const overrides = overridesAt('InstanceType');
  return overrides.length > 0 ? overrides : launchDataAt(template, 'InstanceType');
}

/** The address ranges that may reach port 22. */
export const rangesOf = (template: Template): readonly string[] =>
  propertiesAt(template, LOGICAL_IDS.agentSecurityGroup, 'SecurityGroupIngress').flatMap((rule) => {
    const { FromPort, ToPort, CidrIp, CidrIpv6 } = rule as Record<string, unknown>;
    const isSsh = Number(FromPort) <= 22 && Number(ToPort) >= 22;
    return isSsh ? [CidrIp, CidrIpv6].filter((range) => typeof range === 'string') : [];
  });

/** The managed policies of the instances' role, by the last part of their ARNs. */
export const policiesOf = (template: Template): readonly string[] =>
  propertiesAt(template, LOGICAL_IDS.instanceRole, 'ManagedPolicyArns').flatMap(
    (arn) => /(?<![\w+=,.@-])([\w+=,.@-]+)"?[\]}]*$/.exec(JSON.stringify(arn))?.[1] ?? [],
  );
