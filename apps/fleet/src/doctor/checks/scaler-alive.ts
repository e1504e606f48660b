import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';
import { scalerSilence } from '../scaler-silence.ts';
import { subnetsWithoutWayOut } from '../way-out.ts';

export const scalerAlive = defineCheck({
  name: 'scaler-alive',
  needs: ['scalerSamples', 'scalerSubnets', 'stack'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: (known, { paste, now }) => {
    const silence = scalerSilence(known, now);
    if (silence.kind === 'heard')
      return ok(
        `it told the demand ${silence.minutesAgo === 0 ? 'just now' : `${silence.minutesAgo} min ago`}`,
      );
    if (subnetsWithoutWayOut(known.scalerSubnets).length > 0)
      return notChecked('its subnets show no way out (scaler-network)');
    return silence.kind === 'new'
      ? warning('it was deployed just now and has told no demand yet', 'Ask again in five minutes')
      : failure(
          silence.since,
          `See scaler-schedule, scaler-network and scaler-throttles, and what it says: ${paste('logs')}`,
        );
  },
});
