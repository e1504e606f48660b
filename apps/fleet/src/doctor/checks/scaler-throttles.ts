import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const scalerThrottles = defineCheck({
  name: 'scaler-throttles',
  needs: ['scalerSamples'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scalerSamples: { throttles } }) =>
    throttles === 0
      ? ok('none in a quarter of an hour')
      : failure(
          `Lambda refused ${throttles} invocations: the concurrency of the account is used up`,
          'Request a higher quota "Concurrent executions" of AWS Lambda, or calm the functions that use it up',
        ),
});
