import { commandAfterFailure, isBusy } from '../cdk/stack-status.ts';
import type { FullCommand } from '../cli/full-command.ts';
import type { Stack } from './stack.ts';

/** Whether the last deployment of a stack succeeded, and if not, what to do. */
export type StackHealth =
  | { readonly verdict: 'ok' }
  | {
      /** A warning while the stack is being changed, or if the last update was rolled back, so that the fleet works as before. */
      readonly verdict: 'warning' | 'failure';
      readonly isBeingChanged: boolean;
      readonly remedy: string;
    };

/** Judges a stack by CloudFormation's status. @param fullCommand - renders the commands of the remedy */
export function stackHealth(
  { status }: Pick<Stack, 'status'>,
  stackName: string,
  fullCommand: FullCommand,
): StackHealth {
  if (isBusy(status)) {
    const what = status.startsWith('DELETE_') ? 'deletion' : 'deployment';
    const remedy = `Wait until the ${what} ends, then run the doctor again`;
    return { verdict: 'warning', isBeingChanged: true, remedy };
  }
  const trouble = (verdict: 'warning' | 'failure', remedy: string): StackHealth => ({
    ...{ verdict, remedy, isBeingChanged: false },
  });
  const next = commandAfterFailure(status, stackName, fullCommand);
  switch (status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
      return { verdict: 'ok' };
    case 'REVIEW_IN_PROGRESS':
      return trouble('failure', `Nothing is deployed: a change set was not executed. Deploy it: ${next}`);
    case 'CREATE_FAILED':
      return trouble(
        'failure',
        `The first deployment failed. Fix the cause, then remove what is left and deploy again: ${next}`,
      );
    case 'ROLLBACK_COMPLETE':
      return trouble(
        'failure',
        `The first deployment failed and was rolled back. Fix the cause, then: ${next}`,
      );
    case 'ROLLBACK_FAILED':
      return trouble(
        'failure',
        `The first deployment failed, and so did its rollback. Fix the cause, then: ${next}`,
      );
    case 'UPDATE_ROLLBACK_COMPLETE':
      return trouble('warning', `The last update failed and was rolled back. Fix the cause, then: ${next}`);
    case 'UPDATE_ROLLBACK_FAILED':
      return trouble(
        'failure',
        `The last update failed, and so did its rollback. Fix the cause, then: ${next}`,
      );
    default:
      return trouble(
        'failure',
        `See what failed: ${fullCommand(`aws cloudformation describe-stack-events --stack-name ${stackName}`)}`,
      );
  }
}
