import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { fails, fault, warns } from '../fault.ts';
import { mac, macOnNamedHost } from '../mac-fleets.ts';

const withQuota = (index: number, value: number) => ({
  quotas: HEALTHY.quotas.with(index, { ...HEALTHY.quotas[index]!, value }),
});
/** The last quota is the one for dedicated hosts. */
const withHosts = (value: number) => withQuota(HEALTHY.quotas.length - 1, value);

export const CAPACITY_FAULTS = [
  fault(
    'instance-type-offered',
    'a type that one zone does not offer',
    { offerings: new Map([['m7i.large', ['eu-west-1a']]]) },
    warns(/^eu-west-1b does not offer m7i\.large$/, /SEMAPHORE_AGENT_AZS/),
  ),
  fault(
    'instance-type-offered',
    'a type that no zone offers',
    { offerings: new Map() },
    fails(/1a does not offer.*1b does not offer/, /types/),
  ),
  fault(
    'quota-on-demand',
    'a quota too low for one instance',
    withQuota(0, 1),
    fails(/1 vCPUs allowed/, /L-1216C47A --desired-value 4/),
  ),
  fault(
    'quota-on-demand',
    'a quota too low for the maximum',
    withQuota(0, 3),
    warns(/3 vCPUs.*, 4 needed/, /L-1216C47A/),
  ),
  fault('quota-spot', 'a quota of 0', withQuota(1, 0), fails(/0 vCPUs/, /L-34B43A08 --desired-value 16/)),
  fault(
    'quota-spot',
    'a quota too low for the maximum',
    withQuota(1, 15),
    warns(/15 vCPUs.*, 16 needed/, /L-34B43A08/),
  ),
  fault('quota-mac-hosts', 'a quota of 0', withHosts(0), fails(/0 dedicated hosts of mac2/, /quota/), mac()),
  fault(
    'quota-mac-hosts',
    'a quota too low for the maximum',
    withHosts(3),
    warns(/3 dedicated.*10 agents/, /quota/),
    mac(),
  ),
  fault(
    'quota-volume-rate',
    'a quota too low for the maximum',
    { volumeQuotas: [{ ...HEALTHY.volumeQuotas[0]!, value: 2999 }] },
    warns(
      /^2999 MiB\/s.*, 3000 needed by 10 launches.* all but 9$/,
      /Request a higher quota.* SEMAPHORE_AGENT_SCALER_MAX_STEP$/,
    ),
  ),
  fault(
    'quota-volume-rate',
    'a quota too low for one instance',
    { volumeQuotas: [{ ...HEALTHY.volumeQuotas[0]!, value: 299 }] },
    warns(/all but 0$/, /INITIALIZATION_RATE$/),
  ),
  fault(
    'mac-hosts',
    'a named host that is gone',
    {},
    fails(/^h-0123456789abcdef0 does not exist/, /MAC_DEDICATED_HOSTS/),
    macOnNamedHost(),
  ),
  fault(
    'mac-hosts',
    'a host of another family, in a fleet that allocates hosts as needed',
    {
      dedicatedHosts: [{ id: 'h-0123456789abcdef0', state: 'available', zone: 'eu-west-1a', family: 'mac1' }],
    },
    warns(/is a host for mac1/, /MAC_DEDICATED_HOSTS/),
    { ...macOnNamedHost(), SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: 'true' },
  ),
];
