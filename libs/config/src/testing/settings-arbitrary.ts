import fc from 'fast-check';
import type { ParameterKey } from '../parameters/index.ts';
import type { JsonValue } from '../parameters/parameter.ts';
import { machine } from './machine-arbitrary.ts';

export type Settings = Partial<Record<ParameterKey, JsonValue>>;

const from = (pattern: RegExp) => fc.stringMatching(pattern);
const awsId = (prefix: string) => from(new RegExp(`^${prefix}-[0-9a-f]{17}$`));
const some = <T>(item: fc.Arbitrary<T>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 });
const kmsKey = fc.oneof(
  fc.uuid(),
  from(/^alias\/[a-z]{1,9}$/),
  from(/^arn:aws-cn:kms:cn-north-1:\d{12}:alias\/[a-z]{1,9}$/),
);
const optional = <T extends Partial<Record<ParameterKey, fc.Arbitrary<JsonValue>>>>(model: T) =>
  fc.record(model, { requiredKeys: [] });

const identity = fc.record(
  {
    SEMAPHORE_AGENT_STACK_NAME: from(/^[A-Za-z][A-Za-z0-9-]{0,40}$/).filter(
      (name) => !/^(?:aws|ssm)/i.test(name),
    ),
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: from(/^(?:\/[a-z]{1,9}){1,3}$/),
    SEMAPHORE_ENDPOINT: from(/^[a-z]{1,9}\.example\.com(?::[1-9]\d{0,3})?$/),
    SEMAPHORE_ORGANIZATION: from(/^[a-z]{1,9}$/),
  },
  {
    requiredKeys: [
      'SEMAPHORE_AGENT_STACK_NAME',
      'SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME',
      'SEMAPHORE_ORGANIZATION',
    ],
  },
);

const independent = optional({
  SEMAPHORE_AGENT_TOKEN_KMS_KEY: kmsKey,
  SEMAPHORE_AGENT_TAGS: fc
    .uniqueArray(fc.tuple(from(/^[A-Za-z][\w.-]{0,9}$/), from(/^[\w.:/=+@-]{1,20}$/)), {
      selector: ([key]) => key.toLowerCase(),
    })
    .map((tags) => tags.map(([key, value]) => `${key}:${value}`)),
  SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: from(/^arn:aws-us-gov:iam::\d{12}:policy\/[a-z]{1,9}$/),
  SEMAPHORE_AGENT_DISCONNECT_AFTER_JOB: fc.boolean(),
  SEMAPHORE_AGENT_AFTER_JOB: fc.constantFrom('replace', 'shrink'),
  SEMAPHORE_AGENT_DISCONNECT_AFTER_IDLE_TIMEOUT: fc.nat(),
  SEMAPHORE_AGENT_INTERRUPTION_GRACE_PERIOD: fc.nat(600),
  SEMAPHORE_AGENT_USE_PRE_SIGNED_URL: fc.boolean(),
  SEMAPHORE_AGENT_CACHE_BUCKET_NAME: from(/^[a-z0-9]{3,30}$/),
  SEMAPHORE_AGENT_AMI: awsId('ami'),
  SEMAPHORE_AGENT_KEY_NAME: from(/^[a-z][a-z -]{0,9}[a-z]$/),
  SEMAPHORE_AGENT_MANAGED_POLICY_NAMES: some(from(/^(?:service-role\/)?[A-Za-z]{1,9}$/)),
  SEMAPHORE_AGENT_IMDS_HOP_LIMIT: fc.integer({ min: 1, max: 64 }),
  SEMAPHORE_AGENT_ASG_METRICS: fc.subarray(['GroupMinSize', 'GroupMaxSize', 'GroupDesiredCapacity']),
  SEMAPHORE_AGENT_ASG_MAX_INSTANCE_LIFETIME: fc.oneof(
    fc.constant(0),
    fc.integer({ min: 86_400, max: 31_536_000 }),
  ),
  SEMAPHORE_AGENT_ASG_CAPACITY_REBALANCE: fc.boolean(),
  SEMAPHORE_AGENT_ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: fc.boolean(),
  SEMAPHORE_AGENT_SCHEDULES_JSON: fc
    .uniqueArray(fc.nat(23), { maxLength: 3 })
    .map((hours) =>
      hours.map((hour) => ({ name: `at-${hour}`, cron: `30 ${hour} * * 1-5`, timeZone: 'UTC', minSize: 0 })),
    ),
  SEMAPHORE_AGENT_AZS: some(from(/^us-east-1[a-f]$/)),
  SEMAPHORE_AGENT_SECURITY_GROUP_ID: awsId('sg'),
  SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: some(
    fc.oneof(
      fc.ipV4().map((ip) => `${ip}/24`),
      fc.constant('2001:db8::/32'),
    ),
  ),
  SEMAPHORE_AGENT_USE_IPV6: fc.boolean(),
  SEMAPHORE_AGENT_ALLOW_PUBLIC_SUBNET: fc.boolean(),
  SEMAPHORE_AGENT_USE_DYNAMIC_SCALING: fc.boolean(),
  SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: fc.integer({ min: 1, max: 30 }),
  SEMAPHORE_AGENT_SCALER_MAX_STEP: fc.nat(10_000),
  SEMAPHORE_AGENT_LAUNCH_BRAKE: fc.boolean(),
  SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: fc.nat(10_000),
  SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY: fc.constant('lowest-price'),
  SEMAPHORE_AGENT_SPOT_ALLOCATION_STRATEGY: fc.constant('price-capacity-optimized'),
  SEMAPHORE_AGENT_LAMBDA_ARCH: fc.constantFrom('x86_64', 'arm64'),
  SEMAPHORE_AGENT_LOG_LEVEL: fc.constantFrom('debug', 'info', 'warn', 'error'),
  SEMAPHORE_AGENT_LOG_RETENTION_DAYS: fc.constantFrom(1, 30, 3653),
  SEMAPHORE_AGENT_ALARMS: fc.boolean(),
  SEMAPHORE_AGENT_MAX_JOB_WAIT: fc.constantFrom(0, 10, 86_400),
  SEMAPHORE_AGENT_DASHBOARD: fc.boolean(),
  SEMAPHORE_AGENT_ALARM_TOPIC_ARN: from(/^arn:aws:sns:us-east-1:\d{12}:[a-z]{1,9}$/),
});

const sizes = fc
  .uniqueArray(fc.nat(1000), { minLength: 3, maxLength: 3 })
  .map((three) => three.toSorted((a, b) => a - b))
  .map(([min = 0, desired = 0, max = 0]) => ({
    SEMAPHORE_AGENT_ASG_MIN_SIZE: min,
    SEMAPHORE_AGENT_ASG_DESIRED: desired,
    SEMAPHORE_AGENT_ASG_MAX_SIZE: max,
  }));

const overprovision = fc.record({
  SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: fc.constantFrom('number', 'percentage'),
  SEMAPHORE_AGENT_OVERPROVISION_FACTOR: fc.integer({ min: 1, max: 500 }),
});

const vpc = fc.record({
  SEMAPHORE_AGENT_VPC_ID: awsId('vpc'),
  SEMAPHORE_AGENT_SUBNETS: some(awsId('subnet')),
});

const volume = fc.oneof(
  fc.record({
    SEMAPHORE_AGENT_VOLUME_NAME: fc.constantFrom('/dev/sda1', '/dev/xvda'),
    SEMAPHORE_AGENT_VOLUME_TYPE: fc.constant('gp3'),
    SEMAPHORE_AGENT_VOLUME_SIZE: fc.integer({ min: 8, max: 65_536 }),
    SEMAPHORE_AGENT_VOLUME_IOPS: fc.integer({ min: 3000, max: 4000 }),
    SEMAPHORE_AGENT_VOLUME_THROUGHPUT: fc.integer({ min: 125, max: 750 }),
    SEMAPHORE_AGENT_VOLUME_INITIALIZATION_RATE: fc.integer({ min: 100, max: 300 }),
    SEMAPHORE_AGENT_VOLUME_KMS_KEY: kmsKey,
  }),
  fc.record({
    SEMAPHORE_AGENT_VOLUME_NAME: fc.constant('/dev/sda1'),
    SEMAPHORE_AGENT_VOLUME_TYPE: fc.constantFrom('gp2', 'standard'),
    SEMAPHORE_AGENT_VOLUME_ENCRYPTED: fc.boolean(),
  }),
);

const isolation = fc.record({
  SEMAPHORE_AGENT_JOB_ISOLATION: fc.constant('strict'),
  SEMAPHORE_AGENT_JOB_MANAGED_POLICY_NAMES: some(from(/^(?:service-role\/)?[A-Za-z]{1,9}$/)),
});

const maybe = <T extends Settings>(settings: fc.Arbitrary<T>) => fc.option(settings, { nil: {} });

/** Settings of a fleet, as in a JSON file, that break no rule. */
export const validSettings: fc.Arbitrary<Settings> = fc
  .tuple(
    identity,
    independent,
    maybe(sizes),
    maybe(overprovision),
    maybe(vpc),
    maybe(volume),
    maybe(fc.oneof(machine, isolation)),
  )
  .map((parts) => Object.assign({}, ...parts) as Settings);
