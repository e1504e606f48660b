import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

/** It publishes once a minute; CloudWatch shows that within two more. */
const SILENCE_MS = 5 * 60_000;

export const scalerAlive = defineCheck({
  name: 'scaler-alive',
  needs: ['scalerSamples'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSamples: { lastPublishedAt } }, { fleet, now }) => {
    const remedy = `See what it says: npm run fleet -- logs --fleet ${fleet.stackName}; see scaler-schedule, scaler-network and scaler-throttles`;
    if (lastPublishedAt === undefined)
      return failure('it has told no demand for a quarter of an hour', remedy);
    const minutes = Math.floor((now.getTime() - lastPublishedAt.getTime()) / 60_000);
    return minutes * 60_000 >= SILENCE_MS
      ? failure(`it last told the demand ${minutes} minutes ago`, remedy)
      : ok(`it told the demand ${minutes === 0 ? 'just now' : `${minutes} min ago`}`);
  },
});
