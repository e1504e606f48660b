import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const scalerPolls = defineCheck({
  name: 'scaler-polls',
  needs: ['scalerSamples'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSamples: { failedPolls } }, { paste }) =>
    failedPolls === 0
      ? ok('none failed in a quarter of an hour')
      : warning(
          `${failedPolls} polls failed in a quarter of an hour`,
          `The reason is in its log: ${paste('logs')}`,
        ),
});
