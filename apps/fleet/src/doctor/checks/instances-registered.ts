import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';
import { launchedAt } from '../../observe/activities.ts';

/** A boot with all its installations takes less. */
const PATIENCE_MS = 10 * 60_000;

export const instancesRegistered = defineCheck({
  name: 'instances-registered',
  needs: ['group', 'activities', 'demand'],
  judge: ({ group, activities, demand: { agents } }, { now, paste }) => {
    const inService = group.instances.filter(({ lifecycle }) => lifecycle === 'InService');
    const grown = inService.filter(({ id }) => {
      const launch = launchedAt(id, activities);
      // Launched before the oldest activity that AWS still told.
      return launch === undefined || now.getTime() - launch.getTime() > PATIENCE_MS;
    });
    // Semaphore counts vanished agents for a while, so it may know too many, never too few.
    const known = agents.idle + agents.occupied;
    return grown.length <= known
      ? ok(`${inService.length} in service, ${known} agents known to Semaphore`)
      : failure(
          `${grown.length} instances have run for ten minutes, and Semaphore knows ${known} agents`,
          `See how the oldest boots: ${paste(`logs --instance ${grown[0]?.id}`)}`,
        );
  },
});
