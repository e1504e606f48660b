import { ailment, changed } from '../ailments.ts';

const state = (status: string) => changed('stack', { status });

export const STACK_AILMENTS = [
  ailment('stack-state', 'not deployed', { stack: undefined }, 'failure', /no stack ci/, /fleet -- deploy/),
  ailment('stack-state', 'deploying', state('UPDATE_IN_PROGRESS'), 'warning', /IN_PROGRESS/, /Wait/),
  ailment(
    'stack-state',
    'never came up',
    state('ROLLBACK_COMPLETE'),
    'failure',
    /ROLLBACK/,
    /fleet -- destroy/,
  ),
  ailment(
    'stack-state',
    'update taken back',
    state('UPDATE_ROLLBACK_COMPLETE'),
    'warning',
    /UPDATE_ROLLBACK/,
    /fleet -- deploy/,
  ),
  ailment(
    'stack-state',
    'stuck',
    changed('stack', { status: 'UPDATE_ROLLBACK_FAILED', statusReason: 'no rights' }),
    'failure',
    /no rights/,
    /continue-update-rollback --stack-name ci/,
  ),
  ailment('stack-state', 'half deleted', state('DELETE_FAILED'), 'failure', /DELETE_FAILED/, /stack-events/),
  ailment(
    'stack-drift',
    'changed by hand',
    changed('stack', { drift: 'DRIFTED' }),
    'warning',
    /by hand/,
    /resource-drifts --stack-name ci/,
  ),
];
