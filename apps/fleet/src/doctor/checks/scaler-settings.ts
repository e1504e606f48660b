import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const scalerSettings = defineCheck({
  name: 'scaler-settings',
  needs: ['scaler'],
  concerns: ({ fleet }) => fleet.scaler !== undefined,
  judge: ({ scaler }, { fleet, paste }) => {
    if (scaler === undefined) return notChecked('the scaler is gone');
    const overprovision = fleet.scaler?.overprovision ?? { strategy: 'none' };
    const wanted = {
      SEMAPHORE_ENDPOINT: fleet.endpoint,
      SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: fleet.token.parameterName,
      SEMAPHORE_AGENT_STACK_NAME: fleet.stackName,
      SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: overprovision.strategy,
    };
    const other = Object.entries(wanted).filter(([key, value]) => scaler.environment[key] !== value);
    return other.length === 0
      ? ok('as your configuration says')
      : warning(
          other
            .map(
              ([key, value]) =>
                `${key} is ${scaler.environment[key] ?? 'missing'}, and ${value} in your configuration`,
            )
            .join('; '),
          `Deploy your configuration: ${paste('deploy')}`,
        );
  },
});
