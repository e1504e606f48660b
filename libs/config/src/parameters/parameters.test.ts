import { describe, expect, it } from '@jest/globals';
import { parse } from '../kinds/kind.ts';
import { toText } from './text-form.ts';
import { allParameters, parameterGroups, parameterKeys } from './index.ts';
import type { JsonValue, Parameter } from './parameter.ts';

const all = allParameters.map((parameter): [string, Parameter] => [parameter.key, parameter]);

describe.each(all)('%s', (_key, parameter) => {
  it('has help in whole sentences', () => expect(parameter.help).toMatch(/^[A-Z].{20,}\.$/));

  it('has an example that means the same as JSON and as text', () => {
    const real = parse(parameter.kind, parameter.example);
    expect(real).toMatchObject({ ok: true });
    expect(parse(parameter.kind, toText(parameter.example))).toEqual(real);
  });

  it('has no default, or one that its own kind accepts', () => {
    if (parameter.presence !== 'defaulted') return;
    expect(parse(parameter.kind, parameter.default)).toEqual({ ok: true, value: parameter.default });
  });
});

it('each parameter belongs to one group', () => {
  const grouped = parameterGroups.flatMap((group) => group.parameters.map(({ key }) => key));
  expect(grouped.toSorted()).toEqual(parameterKeys.toSorted());
});

// Configurations of the JavaScript stack keep working: same names, same defaults ('' for a parameter without a default, undefined for a required one).
it.each([
  ...['STACK_NAME', 'TOKEN_PARAMETER_NAME'].map((name) => [name, undefined]),
  ['INSTANCE_TYPE', 't2.micro'],
  ['ASG_MIN_SIZE', '0'],
  ['ASG_MAX_SIZE', '1'],
  ['ASG_DESIRED', ''],
  ['ASG_METRICS', ''],
  ['ASG_MAX_INSTANCE_LIFETIME', '0'],
  ['ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON', ''],
  ['ASG_CAPACITY_REBALANCE', 'false'],
  ['ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN', 'false'],
  ['DISCONNECT_AFTER_JOB', 'true'],
  ['DISCONNECT_AFTER_IDLE_TIMEOUT', '300'],
  ['OS', 'ubuntu-focal'],
  ['ARCH', 'x86_64'],
  ...['AMI', 'SECURITY_GROUP_ID', 'KEY_NAME', 'CACHE_BUCKET_NAME', 'TOKEN_KMS_KEY'].map((name) => [name, '']),
  ...['VPC_ID', 'SUBNETS', 'AZS', 'MANAGED_POLICY_NAMES', 'TAGS'].map((name) => [name, '']),
  ['ALLOW_PUBLIC_SUBNET', 'false'],
  ['USE_DYNAMIC_SCALING', 'true'],
  ['USE_PRE_SIGNED_URL', 'false'],
  ['USE_IPV6', 'false'],
  ['VOLUME_NAME', ''],
  ['VOLUME_TYPE', 'gp2'],
  ['VOLUME_SIZE', '64'],
  ['VOLUME_IOPS', ''],
  ['VOLUME_THROUGHPUT', ''],
  ['LICENSE_CONFIGURATION_ARN', ''],
  ['MAC_FAMILY', 'mac2'],
  ['MAC_DEDICATED_HOSTS', ''],
  ['AUTO_ALLOCATE_HOST', 'true'],
  ['AUTO_RELEASE_HOST', 'true'],
  ['OVERPROVISION_STRATEGY', 'none'],
  ['OVERPROVISION_FACTOR', '0'],
  ['ON_DEMAND_BASE_CAPACITY', '0'],
  ['ON_DEMAND_PERCENTAGE_ABOVE_BASE', '100'],
  ['ON_DEMAND_ALLOCATION_STRATEGY', ''],
  ['SPOT_ALLOCATION_STRATEGY', ''],
  // New parameters, whose defaults keep the behaviour of the JavaScript stack's instances.
  ['AFTER_JOB', 'replace'],
  ['INTERRUPTION_GRACE_PERIOD', '0'],
  ['JOB_ISOLATION', 'none'],
])('SEMAPHORE_AGENT_%s has the default %j', (name, expected) => {
  const parameter = new Map(all).get(`SEMAPHORE_AGENT_${name}`);
  const actual = parameter?.presence === 'defaulted' ? toText(parameter.default as JsonValue) : '';
  expect(parameter?.presence === 'required' ? undefined : actual).toBe(expected);
});
