/** Parameters of a fleet of Macs. */
export const mac = () => ({
  SEMAPHORE_AGENT_OS: 'macos',
  SEMAPHORE_AGENT_ARCH: 'arm64',
  SEMAPHORE_AGENT_INSTANCE_TYPE: '',
  SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN:
    'arn:aws:license-manager:eu-west-1:111111111111:license-configuration:lic-0123456789abcdef0123456789abcdef',
  SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: '',
  SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: '',
});

/** Parameters of a fleet of Macs that names its dedicated host. */
export const macOnNamedHost = () => ({
  ...mac(),
  SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: 'false',
  SEMAPHORE_AGENT_AUTO_RELEASE_HOST: 'false',
  SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: 'h-0123456789abcdef0',
});
