import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';
import { scalerSilence } from '../scaler-silence.ts';
import { subnetsWithoutWayOut } from '../way-out.ts';

export const scalerNetwork = defineCheck({
  name: 'scaler-network',
  needs: ['scalerSubnets', 'scalerSamples', 'stack'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: (known, { now }) => {
    const { scalerSubnets: subnets } = known;
    if (subnets.length === 0) return ok('outside of any VPC');
    const shut = subnetsWithoutWayOut(subnets).join('; ');
    if (shut === '') return ok(`a way out of each of ${subnets.length} subnets`);
    // Route tables do not show every way, a firewall's for one; what the scaler says of Semaphore does.
    const silence = scalerSilence(known, now);
    if (silence.kind === 'heard') return ok(`it reaches Semaphore, although ${shut}`);
    if (silence.kind === 'new')
      return warning(
        `it was deployed just now; whether it gets through is not known yet, and ${shut}`,
        'Ask again in five minutes',
      );
    return failure(
      `from there a Lambda reaches neither Semaphore nor AWS: ${shut}`,
      'Name private subnets with a route to a NAT gateway in SEMAPHORE_AGENT_SUBNETS',
    );
  },
});
