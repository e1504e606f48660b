import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

/** It publishes once a minute; CloudWatch shows that within two more. */
const SILENCE_MINUTES = 5;
/** How far back samples are looked at. */
const WINDOW_MINUTES = 15;
const minutesBetween = (from: Date, to: Date): number => Math.floor((to.getTime() - from.getTime()) / 60_000);

export const scalerAlive = defineCheck({
  name: 'scaler-alive',
  needs: ['scalerSamples', 'stack'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSamples: { lastPublishedAt }, stack }, { paste, now }) => {
    const remedy = `See scaler-schedule, scaler-network and scaler-throttles, and what it says: ${paste('logs')}`;
    if (lastPublishedAt === undefined) {
      const age = stack ? minutesBetween(stack.deployedAt, now) : WINDOW_MINUTES;
      if (age < SILENCE_MINUTES)
        return warning('it was deployed just now and has told no demand yet', 'Ask again in five minutes');
      const silence =
        age < WINDOW_MINUTES ? `since it was deployed ${age} minutes ago` : 'for a quarter of an hour';
      return failure(`it has told no demand ${silence}`, remedy);
    }
    const minutes = minutesBetween(lastPublishedAt, now);
    return minutes >= SILENCE_MINUTES
      ? failure(`it last told the demand ${minutes} minutes ago`, remedy)
      : ok(`it told the demand ${minutes === 0 ? 'just now' : `${minutes} min ago`}`);
  },
});
