import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const alarmsQuiet = defineCheck({
  name: 'alarms-quiet',
  needs: ['alarms'],
  judge: ({ alarms }) => {
    const loud = alarms.filter(({ state }) => state === 'ALARM');
    return loud.length === 0
      ? ok('no alarm is on')
      : failure(
          loud.map(({ name, reason }) => `${name}: ${reason}`).join('; '),
          'What each means and where to look first: docs/scaling.md#alarms',
        );
  },
});
