import fc from 'fast-check';

const override = fc.record(
  {
    instanceType: fc.constantFrom('m7i.large', 'c7a.xlarge', 'r5.metal'),
    weightedCapacity: fc.oneof(fc.integer({ min: 1, max: 999 }), fc.constant('7')),
  },
  { requiredKeys: ['instanceType'] },
);

const requirements = fc.record({
  instanceRequirements: fc.record(
    {
      vCpuCount: fc.record({ min: fc.nat(8), max: fc.integer({ min: 8, max: 64 }) }),
      memoryMiB: fc.record({ min: fc.nat() }),
      cpuManufacturers: fc.subarray(['intel', 'amd'], { minLength: 1 }),
      bareMetal: fc.constantFrom('included', 'excluded'),
      requireHibernateSupport: fc.boolean(),
    },
    { requiredKeys: ['vCpuCount', 'memoryMiB'] },
  ),
});

/** An operating system, architecture and instance types that match. */
export const machine = fc.oneof(
  fc.record({
    SEMAPHORE_AGENT_OS: fc.constantFrom(
      'ubuntu-focal',
      'ubuntu-jammy',
      'ubuntu-noble',
      'windows',
      'windows-2025',
    ),
    SEMAPHORE_AGENT_INSTANCE_TYPE: fc.constantFrom('m7i.large', 't3.micro'),
    SEMAPHORE_AGENT_ASG_LAUNCH_TEMPLATE_OVERRIDES_JSON: fc.oneof(
      override,
      fc.array(override, { minLength: 1, maxLength: 3 }),
      requirements,
    ),
    SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: fc.integer({ min: 0, max: 100 }),
  }),
  fc.record({
    SEMAPHORE_AGENT_OS: fc.constant('ubuntu-noble'),
    SEMAPHORE_AGENT_ARCH: fc.constant('arm64'),
    SEMAPHORE_AGENT_INSTANCE_TYPE: fc.constantFrom('m7g.large', 't4g.nano'),
  }),
  fc.record({
    SEMAPHORE_AGENT_OS: fc.constant('macos'),
    SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: fc.stringMatching(
      /^arn:aws:license-manager:us-east-1:\d{12}:license-configuration:lic-[0-9a-f]{32}$/,
    ),
    SEMAPHORE_AGENT_MAC_FAMILY: fc.constantFrom(['mac1'], ['mac2', 'mac-m4'], ['mac2-m1ultra']),
    SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: fc.constant(['h-0123456789abcdef0']),
    SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: fc.boolean(),
    SEMAPHORE_AGENT_AUTO_RELEASE_HOST: fc.boolean(),
  }),
);
