import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';

export const STACK_CHECKS = [
  defineCheck({
    name: 'stack-state',
    needs: ['stack'],
    judge: ({ stack }, { fleet: { stackName }, fullCommand }) => {
      if (stack === undefined)
        return failure(`there is no stack ${stackName}`, `Deploy it: ${fullCommand('deploy')}`);
      const { status, statusReason } = stack;
      const seen = statusReason === undefined ? status : `${status}: ${statusReason}`;
      if (status.endsWith('_IN_PROGRESS'))
        return warning(seen, 'Wait until the deployment ends, then run the doctor again');
      switch (status) {
        case 'CREATE_COMPLETE':
        case 'UPDATE_COMPLETE':
          return ok(seen);
        case 'CREATE_FAILED':
        case 'ROLLBACK_COMPLETE':
        case 'ROLLBACK_FAILED':
          return failure(
            seen,
            `The first deployment failed. Fix the cause, then remove what is left and deploy again: ${fullCommand('destroy')}`,
          );
        case 'UPDATE_ROLLBACK_COMPLETE':
          return warning(
            seen,
            `The last update failed and was rolled back. Fix the cause, then: ${fullCommand('deploy')}`,
          );
        case 'UPDATE_ROLLBACK_FAILED':
          return failure(
            seen,
            `Fix the cause, then: ${fullCommand(`aws cloudformation continue-update-rollback --stack-name ${stackName}`)}`,
          );
        default:
          return failure(
            seen,
            `See what failed: ${fullCommand(`aws cloudformation describe-stack-events --stack-name ${stackName}`)}`,
          );
      }
    },
  }),

  defineCheck({
    name: 'stack-drift',
    needs: ['stack'],
    judge: ({ stack }, { fleet: { stackName }, fullCommand }) => {
      if (stack === undefined) return notChecked(`there is no stack ${stackName}`);
      return stack.drift === 'DRIFTED'
        ? warning(
            'resources were changed outside CloudFormation',
            `Undo the changes, or make them in your configuration. What changed: ${fullCommand(`aws cloudformation describe-stack-resource-drifts --stack-name ${stackName}`)}`,
          )
        : ok(stack.drift === 'IN_SYNC' ? 'none' : 'none known: no drift detection has run');
    },
  }),
];
