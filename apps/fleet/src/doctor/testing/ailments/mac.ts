import { ailment } from '../ailments.ts';
import { HEALTHY } from '../../../observe/testing/healthy-facts.ts';

export const MAC_AILMENTS = [
  ailment('quota-mac-hosts', 'none', withHosts(0), 'failure', /0 dedicated hosts of mac2/, /quota/, mac()),
  ailment('quota-mac-hosts', 'few', withHosts(3), 'warning', /3 dedicated.*10 agents/, /quota/, mac()),
  ailment(
    'mac-hosts',
    'gone',
    {},
    'failure',
    /^h-0123456789abcdef0 does not exist/,
    /MAC_DEDICATED_HOSTS/,
    ownHosts(),
  ),
  ailment(
    'mac-hosts',
    'of another family, where others are allocated',
    {
      dedicatedHosts: [{ id: 'h-0123456789abcdef0', state: 'available', zone: 'eu-west-1a', family: 'mac1' }],
    },
    'warning',
    /is a host for mac1/,
    /MAC_DEDICATED_HOSTS/,
    { ...ownHosts(), SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: 'true' },
  ),
];

/** Parameters of a fleet of Macs on hosts of its own. */
export function ownHosts() {
  return {
    ...mac(),
    SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: 'false',
    SEMAPHORE_AGENT_AUTO_RELEASE_HOST: 'false',
    SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: 'h-0123456789abcdef0',
  };
}

function mac() {
  return {
    SEMAPHORE_AGENT_OS: 'macos',
    SEMAPHORE_AGENT_ARCH: 'arm64',
    SEMAPHORE_AGENT_INSTANCE_TYPE: '',
    SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN:
      'arn:aws:license-manager:eu-west-1:111111111111:license-configuration:lic-0123456789abcdef0123456789abcdef',
    SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: '',
    SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: '',
  };
}

/** The last quota is that of hosts. */
function withHosts(value: number) {
  return { quotas: HEALTHY.quotas.with(-1, { ...HEALTHY.quotas.at(-1)!, value }) };
}
