import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const instancesHealthy = defineCheck({
  name: 'instances-healthy',
  needs: ['group'],
  judge: ({ group: { instances } }, { paste }) => {
    const ill = instances.filter(({ healthy }) => !healthy);
    return ill.length === 0
      ? ok(`${instances.length} of ${instances.length}`)
      : warning(
          `${ill.length} of ${instances.length} unhealthy: ${ill.map(({ id }) => id).join(', ')}`,
          `The group replaces them. Their logs: ${paste(`logs --instance ${ill[0]?.id}`)}`,
        );
  },
});
