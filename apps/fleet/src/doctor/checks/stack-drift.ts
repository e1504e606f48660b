import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const stackDrift = defineCheck({
  name: 'stack-drift',
  needs: ['stack'],
  judge: ({ stack }, { fleet: { stackName }, paste }) => {
    if (stack === undefined) return notChecked(`there is no stack ${stackName}`);
    return stack.drift === 'DRIFTED'
      ? warning(
          'resources were changed by hand since the last deployment',
          `Undo that, or deploy it. What was changed: ${paste(`aws cloudformation describe-stack-resource-drifts --stack-name ${stackName}`)}`,
        )
      : ok(stack.drift === 'IN_SYNC' ? 'none found' : 'none known; CloudFormation was not asked to look');
  },
});
