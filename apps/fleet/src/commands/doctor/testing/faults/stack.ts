import { changed, fails, fault, warns } from '../fault.ts';

const state = (status: string) => changed('stack', { status });

export const STACK_FAULTS = [
  fault('stack-state', 'not deployed', { stack: undefined }, fails(/no stack ci/, /fleet -- deploy/)),
  fault(
    'stack-state',
    'deploying',
    state('UPDATE_IN_PROGRESS'),
    warns(/IN_PROGRESS/, /Wait until the deployment/),
  ),
  fault(
    'stack-state',
    'being deleted',
    state('DELETE_IN_PROGRESS'),
    warns(/DELETE_IN/, /Wait until the deletion/),
  ),
  fault(
    'stack-state',
    'first deployment failed',
    state('ROLLBACK_COMPLETE'),
    fails(/ROLLBACK/, /fleet -- deploy/),
  ),
  fault(
    'stack-state',
    'change set not executed',
    state('REVIEW_IN_PROGRESS'),
    fails(/REVIEW_IN_PROGRESS/, /not executed\..*fleet -- deploy/),
  ),
  fault(
    'stack-state',
    'update rolled back',
    state('UPDATE_ROLLBACK_COMPLETE'),
    warns(/UPDATE_ROLLBACK/, /fleet -- deploy/),
  ),
  fault(
    'stack-state',
    'stuck',
    changed('stack', { status: 'UPDATE_ROLLBACK_FAILED', statusReason: 'no rights' }),
    fails(/no rights/, /continue-update-rollback --stack-name ci/),
  ),
  fault('stack-state', 'deletion failed', state('DELETE_FAILED'), fails(/DELETE_FAILED/, /stack-events/)),
  fault(
    'stack-drift',
    'changed by hand',
    changed('stack', { drift: 'DRIFTED' }),
    warns(/outside CloudFormation/, /resource-drifts --stack-name ci/),
  ),
];
