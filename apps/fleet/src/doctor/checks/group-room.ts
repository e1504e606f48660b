import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const groupRoom = defineCheck({
  name: 'group-room',
  needs: ['group'],
  judge: ({ group: { desired, max } }) => {
    const remedy = 'Raise SEMAPHORE_AGENT_ASG_MAX_SIZE and deploy, if jobs wait for longer than you like';
    if (max === 0) return failure('the maximum is 0: no agent is ever launched', remedy);
    return desired < max
      ? ok(`${desired} of ${max}`)
      : warning(`at the maximum: ${desired} of ${max}`, remedy);
  },
});
