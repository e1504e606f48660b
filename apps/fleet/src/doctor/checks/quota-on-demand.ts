import { defineCheck } from '../check.ts';
import { judgeQuota } from '../judge-quota.ts';

export const quotaOnDemand = defineCheck({
  name: 'quota-on-demand',
  needs: ['group', 'instanceTypes', 'quotas'],
  concerns: ({ fleet }) => fleet.instance.mac === undefined,
  judge: (facts, { fleet, paste }) => judgeQuota('onDemand', facts, fleet.group.purchase, paste),
});
