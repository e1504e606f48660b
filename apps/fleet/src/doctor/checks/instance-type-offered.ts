import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const instanceTypeOffered = defineCheck({
  name: 'instance-type-offered',
  needs: ['offerings', 'subnets', 'instanceTypes'],
  judge: ({ offerings, subnets, instanceTypes }) => {
    const zones = [...new Set(subnets.map(({ zone }) => zone))].sort();
    const missing = zones.flatMap((zone) => {
      const lacking = instanceTypes.filter(({ type }) => !offerings.get(type)?.includes(zone));
      return lacking.length === 0 ? [] : [{ zone, types: lacking.map(({ type }) => type) }];
    });
    if (missing.length === 0) return ok(`in ${zones.join(', ')}`);
    const nowhere = missing.filter(({ types }) => types.length === instanceTypes.length);
    const seen = missing.map(({ zone, types }) => `${zone} has no ${types.join(', ')}`).join('; ');
    const remedy = 'Name types that the zones offer, or leave out the zones with SEMAPHORE_AGENT_AZS';
    return nowhere.length === zones.length ? failure(seen, remedy) : warning(seen, remedy);
  },
});
