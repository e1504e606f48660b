import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

/** It publishes once a minute; CloudWatch shows that within two more. */
const SILENCE_MS = 5 * 60_000;

export const scalerAlive = defineCheck({
  name: 'scaler-alive',
  needs: ['scalerSamples', 'stack'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSamples: { lastPublishedAt }, stack }, { paste, now }) => {
    const remedy = `See scaler-schedule, scaler-network and scaler-throttles, and what it says: ${paste('logs')}`;
    if (lastPublishedAt === undefined && stack && now.getTime() - stack.deployedAt.getTime() < SILENCE_MS)
      return warning('it was deployed just now and has told no demand yet', 'Ask again in five minutes');
    if (lastPublishedAt === undefined)
      return failure('it has told no demand for a quarter of an hour', remedy);
    const minutes = Math.floor((now.getTime() - lastPublishedAt.getTime()) / 60_000);
    return minutes * 60_000 >= SILENCE_MS
      ? failure(`it last told the demand ${minutes} minutes ago`, remedy)
      : ok(`it told the demand ${minutes === 0 ? 'just now' : `${minutes} min ago`}`);
  },
});
