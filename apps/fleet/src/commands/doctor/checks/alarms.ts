import { alarmsOf } from '@agent-aws-stack/config';
import { alarmName } from '@agent-aws-stack/contract';
import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';

export const ALARM_CHECKS = [
  defineCheck({
    name: 'alarms-present',
    needs: ['alarms'],
    judge: ({ alarms }, { fleet, fullCommand }) => {
      if (!fleet.alarms.enabled) return ok('turned off: SEMAPHORE_AGENT_ALARMS is false');
      const wanted = alarmsOf(fleet);
      const missing = wanted
        .map((name) => alarmName(fleet.stackName, name))
        .filter((name) => !alarms.some((alarm) => alarm.name === name));
      return missing.length === 0
        ? ok(`${wanted.length} of ${wanted.length}`)
        : warning(`missing: ${missing.join(', ')}`, `Restore them: ${fullCommand('deploy')}`);
    },
  }),

  defineCheck({
    name: 'alarms-quiet',
    needs: ['alarms'],
    judge: ({ alarms }) => {
      const firing = alarms.filter(({ state }) => state === 'ALARM');
      return firing.length === 0
        ? ok('no alarm is firing')
        : failure(
            firing.map(({ name, reason }) => `${name}: ${reason}`).join('; '),
            'What each means and where to look first: docs/scaling.md#alarms',
          );
    },
  }),

  defineCheck({
    name: 'alarm-actions',
    needs: ['alarms'],
    appliesTo: ({ fleet }) => fleet.alarms.enabled,
    judge: ({ alarms }, { fullCommand }) => {
      if (alarms.length === 0) return notChecked('there are no alarms');
      const silent = alarms.filter(({ actions, actionsEnabled }) => actions.length === 0 || !actionsEnabled);
      if (silent.length === 0) return ok('every alarm has an action');
      const names = silent.map(({ name }) => name).join(' ');
      return warning(
        `${silent.length} of ${alarms.length} alarms notify nobody`,
        silent.every(({ actions }) => actions.length > 0)
          ? fullCommand(`aws cloudwatch enable-alarm-actions --alarm-names ${names}`)
          : `Name an SNS topic with SEMAPHORE_AGENT_ALARM_TOPIC_ARN, then: ${fullCommand('deploy')}`,
      );
    },
  }),
];
