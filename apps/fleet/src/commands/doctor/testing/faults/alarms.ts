import { HEALTHY } from '../../../../observe/testing/healthy-facts.ts';
import { changed, fails, fault, firstChanged, launchTimeoutFault, warns } from '../fault.ts';

const wait = { SEMAPHORE_AGENT_MAX_JOB_WAIT: '300' };

export const ALARM_FAULTS = [
  fault(
    'alarms-present',
    'one deleted alarm',
    { alarms: HEALTHY.alarms.slice(1) },
    warns(/missing: ci-scaler-failing/, /deploy/),
  ),
  launchTimeoutFault(
    'alarms-present',
    'the alarm about missing agents deleted',
    {},
    warns(/missing: ci-agents-missing/, /deploy/),
    {
      SEMAPHORE_AGENT_ASG_METRICS: 'GroupInServiceInstances',
    },
  ),
  fault(
    'alarms-present',
    'the alarm about long waits deleted',
    changed('scaler', { environment: { ...HEALTHY.scaler?.environment, ...wait } }),
    warns(/missing: ci-jobs-waiting-long$/, /deploy/),
    wait,
  ),
  fault(
    'alarms-quiet',
    'one firing alarm',
    firstChanged('alarms', { state: 'ALARM', reason: 'Threshold crossed' }),
    fails(/ci-scaler-failing: Threshold crossed/, /docs\/scaling\.md#alarms/),
  ),
  fault(
    'alarm-actions',
    'an alarm without a topic',
    firstChanged('alarms', { actions: [] }),
    warns(/1 of 5/, /TOPIC_ARN/),
  ),
  fault(
    'alarm-actions',
    'an alarm whose actions are disabled',
    firstChanged('alarms', { actionsEnabled: false }),
    warns(/1 of 5/, /enable-alarm-actions/),
  ),
];
