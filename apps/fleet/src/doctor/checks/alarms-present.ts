import { defineCheck } from '../check.ts';
import { ok, warning } from '../finding.ts';

const ALWAYS = ['ssh-keys-updater-failing'];
const WITH_SCALER = ['scaler-failing', 'scaler-silent', 'jobs-waiting-at-maximum'];

export const alarmsPresent = defineCheck({
  name: 'alarms-present',
  needs: ['alarms'],
  judge: ({ alarms }, { fleet, paste }) => {
    if (!fleet.alarms.enabled) return ok('none wanted: SEMAPHORE_AGENT_ALARMS is false');
    const wanted = [...ALWAYS, ...(fleet.scaler === undefined ? [] : WITH_SCALER)];
    const missing = wanted
      .map((name) => `${fleet.stackName}-${name}`)
      .filter((name) => !alarms.some((alarm) => alarm.name === name));
    return missing.length === 0
      ? ok(`${wanted.length} of ${wanted.length}`)
      : warning(`missing: ${missing.join(', ')}`, `Put them back: ${paste('deploy')}`);
  },
});
