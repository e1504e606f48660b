import type { FullCommand } from '../cli/full-command.ts';
import type { Stack } from './stack.ts';

/** Whether a stack is as it was deployed last, and if not, what happened and what to do. */
export type StackHealth =
  | { readonly verdict: 'ok' }
  | {
      /** A warning if the fleet works as before. */
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
  const trouble = (verdict: 'warning' | 'failure', remedy: string): StackHealth => ({
    ...{ verdict, remedy, isBeingChanged: false },
  });
  if (status.endsWith('_IN_PROGRESS')) {
    const remedy = 'Wait until the deployment ends, then run the doctor again';
    return { verdict: 'warning', isBeingChanged: true, remedy };
  }
  switch (status) {
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
      return { verdict: 'ok' };
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
      return trouble(
        'failure',
        `The first deployment failed${status === 'ROLLBACK_COMPLETE' ? ' and was rolled back' : ''}. Fix the cause, then remove what is left and deploy again: ${fullCommand('destroy')}`,
      );
    case 'UPDATE_ROLLBACK_COMPLETE':
      return trouble(
        'warning',
        `The last update failed and was rolled back. Fix the cause, then: ${fullCommand('deploy')}`,
      );
    case 'UPDATE_ROLLBACK_FAILED':
      return trouble(
        'failure',
        `The last update failed, and so did its rollback. Fix the cause, then: ${fullCommand(`aws cloudformation continue-update-rollback --stack-name ${stackName}`)}`,
      );
    default:
      return trouble(
        'failure',
        `See what failed: ${fullCommand(`aws cloudformation describe-stack-events --stack-name ${stackName}`)}`,
      );
  }
}
