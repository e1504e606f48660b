import { alarmName, ALARMS, SCALER_ALARMS } from '@agent-aws-stack/contract';
import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

export const alarmsPresent = defineCheck({
  name: 'alarms-present',
  needs: ['alarms'],
  judge: ({ alarms }, { fleet, paste }) => {
    if (!fleet.alarms.enabled) return ok('none wanted: SEMAPHORE_AGENT_ALARMS is false');
    const wanted = [
      ALARMS.updaterFailing,
      ...(fleet.scaler === undefined ? [] : Object.values(SCALER_ALARMS)),
    ];
    const missing = wanted
      .map((name) => alarmName(fleet.stackName, name))
      .filter((name) => !alarms.some((alarm) => alarm.name === name));
    return missing.length === 0
      ? ok(`${wanted.length} of ${wanted.length}`)
      : warning(`missing: ${missing.join(', ')}`, `Put them back: ${paste('deploy')}`);
  },
});
