import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const quotaMacHosts = defineCheck({
  name: 'quota-mac-hosts',
  needs: ['group', 'quotas'],
  concerns: ({ fleet }) => fleet.instance.mac !== undefined,
  judge: ({ group: { max }, quotas }, { fleet: { instance } }) => {
    const families = instance.mac?.families ?? [];
    const hosts = families.map((family) => {
      const name = `Running Dedicated ${family} Hosts`;
      return quotas.find((quota) => quota.name === name)?.value ?? 0;
    });
    const sum = hosts.reduce((total, value) => total + value, 0);
    const seen = `${sum} dedicated hosts of ${families.join(', ')} allowed, ${max} agents wanted at most`;
    const remedy = 'Request a higher quota "Running Dedicated … Hosts" of Amazon EC2, or lower the maximum';
    if (sum === 0) return failure(seen, remedy);
    return sum < max ? warning(seen, remedy) : ok(seen);
  },
});
