import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

/** Without these the group does not launch, end or replace instances. */
const VITAL = ['Launch', 'Terminate', 'HealthCheck', 'ReplaceUnhealthy', 'ScheduledActions'];

export const suspendedProcesses = defineCheck({
  name: 'suspended-processes',
  needs: ['group'],
  judge: ({ group: { name, suspended } }, { paste }) => {
    const others = suspended.filter((process) => process !== 'AZRebalance');
    if (others.length === 0) return ok('all others run');
    const remedy = paste(
      `aws autoscaling resume-processes --auto-scaling-group-name ${name} --scaling-processes ${others.join(' ')}`,
    );
    const seen = `suspended: ${others.join(', ')}`;
    return others.some((process) => VITAL.includes(process)) ? failure(seen, remedy) : warning(seen, remedy);
  },
});
