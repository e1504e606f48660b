import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const subnetRoom = defineCheck({
  name: 'subnet-room',
  needs: ['subnets', 'group'],
  judge: ({ subnets, group: { max, instances } }) => {
    const free = subnets.reduce((sum, { freeAddresses }) => sum + freeAddresses, 0);
    const wanted = Math.max(0, max - instances.length);
    const remedy = 'Name more or larger subnets with SEMAPHORE_AGENT_SUBNETS';
    if (wanted > 0 && free === 0) return failure('no address is free: nothing can be launched', remedy);
    return free < wanted
      ? warning(`${free} addresses are free, and ${wanted} instances may yet come`, remedy)
      : ok(`${free} addresses are free in ${subnets.length} subnets`);
  },
});
