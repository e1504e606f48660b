import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const azRebalance = defineCheck({
  name: 'az-rebalance',
  needs: ['group'],
  judge: ({ group: { name, suspended } }, { paste }) =>
    suspended.includes('AZRebalance')
      ? ok('suspended, as it must be')
      : warning(
          'AZRebalance runs: it ends instances in the middle of a job to spread them over zones',
          paste(
            `aws autoscaling suspend-processes --auto-scaling-group-name ${name} --scaling-processes AZRebalance`,
          ),
        ),
});
