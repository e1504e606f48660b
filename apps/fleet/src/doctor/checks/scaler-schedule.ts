import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const scalerSchedule = defineCheck({
  name: 'scaler-schedule',
  needs: ['scalerRule'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerRule: rule }, { paste }) => {
    if (rule === undefined) return failure('no rule starts the scaler', `Put it back: ${paste('deploy')}`);
    if (!rule.enabled)
      return failure(
        `rule ${rule.name} is disabled: nothing scales the fleet`,
        paste(`aws events enable-rule --name ${rule.name}`),
      );
    return rule.targets > 0
      ? ok(`rule ${rule.name}, each minute`)
      : failure(`rule ${rule.name} starts nothing`, `Put its target back: ${paste('deploy')}`);
  },
});
