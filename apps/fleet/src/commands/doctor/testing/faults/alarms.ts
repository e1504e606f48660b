import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { fails, fault, firstChanged, launchTimeoutFault, warns } from '../fault.ts';

export const ALARM_FAULTS = [
  fault(
    'alarms-present',
    'one deleted',
    { alarms: HEALTHY.alarms.slice(1) },
    warns(/missing: ci-scaler-failing/, /deploy/),
  ),
  launchTimeoutFault(
    'alarms-present',
    'that of missing agents is missing',
    {},
    warns(/missing: ci-agents-missing/, /deploy/),
    {
      SEMAPHORE_AGENT_ASG_METRICS: 'GroupInServiceInstances',
    },
  ),
  fault(
    'alarms-quiet',
    'one firing',
    firstChanged('alarms', { state: 'ALARM', reason: 'Threshold crossed' }),
    fails(/ci-scaler-failing: Threshold crossed/, /docs\/scaling\.md#alarms/),
  ),
  fault('alarm-actions', 'no topic', firstChanged('alarms', { actions: [] }), warns(/1 of 5/, /TOPIC_ARN/)),
  fault(
    'alarm-actions',
    'actions disabled',
    firstChanged('alarms', { actionsEnabled: false }),
    warns(/1 of 5/, /enable-alarm-actions/),
  ),
];
