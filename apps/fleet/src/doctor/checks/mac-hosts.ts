import { hostProblems } from '../../observe/host-problems.ts';
import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const macHosts = defineCheck({
  name: 'mac-hosts',
  needs: ['dedicatedHosts', 'subnets'],
  concerns: ({ fleet }) => (fleet.instance.mac?.dedicatedHostIds.length ?? 0) > 0,
  judge: ({ dedicatedHosts, subnets }, { fleet: { instance }, paste }) => {
    const mac = instance.mac ?? { dedicatedHostIds: [], families: [], autoAllocateHost: false };
    const zones = [...new Set(subnets.map(({ zone }) => zone))].sort();
    const { unusable, busy, usable } = hostProblems(mac, dedicatedHosts, zones);
    const seen = [...unusable, ...busy].join('; ');
    if (unusable.length === 0) return ok(seen === '' ? `${usable} available` : seen);
    const remedy = `Name hosts of the family and the zones in SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS, then: ${paste('deploy')}`;
    return usable === 0 && !mac.autoAllocateHost ? failure(seen, remedy) : warning(seen, remedy);
  },
});
