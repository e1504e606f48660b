import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const alarmsTold = defineCheck({
  name: 'alarms-told',
  needs: ['alarms'],
  concerns: ({ fleet }) => fleet.alarms.enabled,
  judge: ({ alarms }, { paste }) => {
    if (alarms.length === 0) return notChecked('there is no alarm');
    const dumb = alarms.filter(({ actions, actionsEnabled }) => actions.length === 0 || !actionsEnabled);
    if (dumb.length === 0) return ok('each tells a topic');
    const seen = `${dumb.length} of ${alarms.length} alarms tell nobody`;
    return dumb.every(({ actions }) => actions.length > 0)
      ? warning(
          seen,
          paste(
            `aws cloudwatch enable-alarm-actions --alarm-names ${dumb.map(({ name }) => name).join(' ')}`,
          ),
        )
      : warning(seen, `Name an SNS topic with SEMAPHORE_AGENT_ALARM_TOPIC_ARN, then: ${paste('deploy')}`);
  },
});
