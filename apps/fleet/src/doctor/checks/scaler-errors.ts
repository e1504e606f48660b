import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const scalerErrors = defineCheck({
  name: 'scaler-errors',
  needs: ['scalerSamples'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSamples: { errors } }, { paste }) =>
    errors === 0
      ? ok('no invocation failed in a quarter of an hour')
      : failure(
          `${errors} invocations failed as a whole in a quarter of an hour`,
          `The reason is in its log: ${paste('logs')}`,
        ),
});
