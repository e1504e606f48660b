import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';
import { wayOut } from '../way-out.ts';

export const scalerNetwork = defineCheck({
  name: 'scaler-network',
  needs: ['scalerSubnets'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSubnets: subnets }) => {
    if (subnets.length === 0) return ok('outside of any VPC');
    // Lambda gives its interfaces no public address, wherever they are.
    const shut = subnets.flatMap((subnet) => {
      const out = wayOut(subnet, false);
      return out.open ? [] : [`${subnet.id}: ${out.why}`];
    });
    return shut.length === 0
      ? ok(`a way out of each of ${subnets.length} subnets`)
      : failure(
          `from there a Lambda reaches neither Semaphore nor AWS: ${shut.join('; ')}`,
          'Name private subnets with a route to a NAT gateway in SEMAPHORE_AGENT_SUBNETS',
        );
  },
});
