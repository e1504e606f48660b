import type { FullCommand } from '../cli/full-command.ts';

/** The status of a new stack whose change set was not executed: nothing is deployed. */
export const NOT_EXECUTED = 'REVIEW_IN_PROGRESS';

/** Whether CloudFormation is changing a stack. REVIEW_IN_PROGRESS does not count: nothing changes until the change set is executed. */
export const isBusy = (status: string): boolean => /(?<!REVIEW)_IN_PROGRESS$/.test(status);

/**
 * The command to run after the cause of a failed deployment is fixed. `deploy` suffices if a first deployment was rolled back, because the CDK CLI
 * deletes the rolled-back stack before it deploys: https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/toolkit-lib/lib/api/deployments/deploy-stack.ts
 */
export function commandAfterFailure(status: string, stackName: string, fullCommand: FullCommand): string {
  if (status === 'CREATE_FAILED') return fullCommand('destroy');
  if (status !== 'UPDATE_ROLLBACK_FAILED') return fullCommand('deploy');
  return fullCommand(`aws cloudformation continue-update-rollback --stack-name ${stackName}`);
}
