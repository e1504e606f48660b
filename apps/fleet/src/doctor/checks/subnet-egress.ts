import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';
import { wayOut } from '../way-out.ts';

export const subnetEgress = defineCheck({
  name: 'subnet-egress',
  needs: ['subnets'],
  judge: ({ subnets }) => {
    const shut = subnets.flatMap((subnet) => {
      const out = wayOut(subnet, subnet.publicAddresses);
      return out.open ? [] : [`${subnet.id}: ${out.why}`];
    });
    if (shut.length === 0) return ok(`a way out of each of ${subnets.length} subnets`);
    const remedy =
      'Agents there reach Semaphore only through a NAT gateway or, in a public subnet, with public addresses on launch';
    return shut.length === subnets.length
      ? failure(shut.join('; '), remedy)
      : warning(shut.join('; '), remedy);
  },
});
