import { defineCheck } from '../check.ts';
import { judgeQuota } from '../judge-quota.ts';

export const quotaSpot = defineCheck({
  name: 'quota-spot',
  needs: ['group', 'instanceTypes', 'quotas'],
  concerns: ({ fleet }) =>
    fleet.instance.mac === undefined && fleet.group.purchase.onDemandPercentageAboveBase < 100,
  judge: (facts, { fleet, paste }) => judgeQuota('spot', facts, fleet.group.purchase, paste),
});
