import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const alarmsTold = defineCheck({
  name: 'alarms-told',
  needs: ['alarms'],
  concerns: ({ fleet }) => fleet.alarms.enabled,
  judge: ({ alarms }, { paste }) => {
    if (alarms.length === 0) return notChecked('there is no alarm');
    const dumb = alarms.filter(({ actions, actionsEnabled }) => actions.length === 0 || !actionsEnabled);
    return dumb.length === 0
      ? ok('each tells a topic')
      : warning(
          `${dumb.length} of ${alarms.length} alarms tell nobody`,
          `aws cloudwatch enable-alarm-actions for those switched off; else name an SNS topic with SEMAPHORE_AGENT_ALARM_TOPIC_ARN, then: ${paste('deploy')}`,
        );
  },
});
