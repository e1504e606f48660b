import { changed, fails, fault, warns } from '../fault.ts';

const state = (status: string) => changed('stack', { status });

export const STACK_FAULTS = [
  fault('stack-state', 'no stack', { stack: undefined }, fails(/no stack ci/, /fleet -- deploy/)),
  fault(
    'stack-state',
    'a deployment that is going on',
    state('UPDATE_IN_PROGRESS'),
    warns(/IN_PROGRESS/, /Wait until the deployment/),
  ),
  fault(
    'stack-state',
    'a deletion that is going on',
    state('DELETE_IN_PROGRESS'),
    warns(/DELETE_IN/, /Wait until the deletion/),
  ),
  fault(
    'stack-state',
    'a first deployment that failed',
    state('ROLLBACK_COMPLETE'),
    fails(/ROLLBACK/, /fleet -- deploy/),
  ),
  fault(
    'stack-state',
    'a change set that was not executed',
    state('REVIEW_IN_PROGRESS'),
    fails(/REVIEW_IN_PROGRESS/, /not executed\..*fleet -- deploy/),
  ),
  fault(
    'stack-state',
    'an update that was rolled back',
    state('UPDATE_ROLLBACK_COMPLETE'),
    warns(/UPDATE_ROLLBACK/, /fleet -- deploy/),
  ),
  fault(
    'stack-state',
    'an update whose rollback failed',
    changed('stack', { status: 'UPDATE_ROLLBACK_FAILED', statusReason: 'no rights' }),
    fails(/no rights/, /continue-update-rollback --stack-name ci/),
  ),
  fault(
    'stack-state',
    'a deletion that failed',
    state('DELETE_FAILED'),
    fails(/DELETE_FAILED/, /stack-events/),
  ),
  fault(
    'stack-drift',
    'resources that were changed by hand',
    changed('stack', { drift: 'DRIFTED' }),
    warns(/outside CloudFormation/, /resource-drifts --stack-name ci/),
  ),
];
