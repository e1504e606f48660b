import { defineCheck } from '../check.ts';
import { failure, ok, warning } from '../finding.ts';

export const stackState = defineCheck({
  name: 'stack-state',
  needs: ['stack'],
  judge: ({ stack }, { fleet: { stackName }, paste }) => {
    if (stack === undefined)
      return failure(`there is no stack ${stackName}`, `Deploy it: ${paste('deploy')}`);
    const { status, statusReason } = stack;
    const seen = statusReason === undefined ? status : `${status}: ${statusReason}`;
    if (status === 'CREATE_COMPLETE' || status === 'UPDATE_COMPLETE') return ok(seen);
    if (status.endsWith('_IN_PROGRESS'))
      return warning(seen, 'Wait for the deployment to end, then look again');
    if (status === 'ROLLBACK_COMPLETE' || status === 'CREATE_FAILED' || status === 'ROLLBACK_FAILED')
      return failure(
        seen,
        `The first deployment failed. Set right what did, and remove what is left before the next: ${paste('destroy')}`,
      );
    if (status === 'UPDATE_ROLLBACK_FAILED')
      return failure(seen, paste(`aws cloudformation continue-update-rollback --stack-name ${stackName}`));
    return status === 'UPDATE_ROLLBACK_COMPLETE'
      ? warning(
          seen,
          `The last update failed and was taken back: set right what failed, then: ${paste('deploy')}`,
        )
      : failure(
          seen,
          `What failed: ${paste(`aws cloudformation describe-stack-events --stack-name ${stackName}`)}`,
        );
  },
});
