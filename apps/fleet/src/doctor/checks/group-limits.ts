import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const groupLimits = defineCheck({
  name: 'group-limits',
  needs: ['group'],
  judge: ({ group: { min, max } }, { fleet: { group }, paste }) =>
    min === group.minSize && max === group.maxSize
      ? ok(`from ${min} to ${max}`)
      : warning(
          `from ${min} to ${max}, and from ${group.minSize} to ${group.maxSize} in your configuration`,
          `Changed by hand, by a schedule, or not yet deployed. To have it as configured: ${paste('deploy')}`,
        ),
});
