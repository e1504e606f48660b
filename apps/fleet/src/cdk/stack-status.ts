import type { FullCommand } from '../cli/full-command.ts';

/** The status of a new stack whose change set was not executed: nothing is deployed. */
export const NOT_EXECUTED = 'REVIEW_IN_PROGRESS';

/** Whether CloudFormation is changing a stack. In REVIEW_IN_PROGRESS it is not: that is a new stack whose change set was not executed. */
export const isBusy = (status: string): boolean => /(?<!REVIEW)_IN_PROGRESS$/.test(status);

/**
 * The command to run after the cause of a failed deployment is fixed. `deploy` suffices if a first deployment was rolled back, because the CDK CLI
 * then deletes the stack first: https://github.com/aws/aws-cdk-cli/blob/main/packages/%40aws-cdk/toolkit-lib/lib/api/deployments/deploy-stack.ts
 */
export function commandAfterFailure(status: string, stackName: string, fullCommand: FullCommand): string {
  if (status === 'CREATE_FAILED') return fullCommand('destroy');
  if (status !== 'UPDATE_ROLLBACK_FAILED') return fullCommand('deploy');
  return fullCommand(`aws cloudformation continue-update-rollback --stack-name ${stackName}`);
}
