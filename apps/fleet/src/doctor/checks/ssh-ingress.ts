import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

const EVERYONE = ['0.0.0.0/0', '::/0'];

export const sshIngress = defineCheck({
  name: 'ssh-ingress',
  needs: ['securityGroups'],
  judge: ({ securityGroups }) => {
    const ranges = securityGroups.flatMap(({ sshFrom }) => sshFrom);
    return ranges.some((range) => EVERYONE.includes(range))
      ? warning(
          'SSH is open to the whole world',
          'Name ranges with SEMAPHORE_AGENT_SSH_INGRESS_CIDRS, or use Session Manager and leave it shut',
        )
      : ok(ranges.length === 0 ? 'shut' : `from ${ranges.join(', ')}`);
  },
});
