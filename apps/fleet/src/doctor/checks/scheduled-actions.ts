import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const scheduledActions = defineCheck({
  name: 'scheduled-actions',
  needs: ['scheduledActions'],
  judge: ({ scheduledActions: actions }, { fleet: { group } }) => {
    const closing = actions.filter(({ max }) => max !== undefined && max < Math.max(1, group.minSize));
    if (closing.length > 0)
      return warning(
        `${closing.map(({ name, max, when }) => `${name} sets the maximum to ${max} at ${when}`).join('; ')}`,
        'From then on jobs wait. Make sure that another action opens the fleet again, or remove it',
      );
    return ok(
      actions.length === 0 ? 'none' : actions.map(({ name, when }) => `${name} at ${when}`).join(', '),
    );
  },
});
