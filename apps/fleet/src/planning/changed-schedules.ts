import type { ResourceChange } from './compare-templates.ts';

/** A sentence about when changed schedules take effect, if the deployment changes any. */
export const renderChangedSchedules = (changes: readonly ResourceChange[]): readonly string[] =>
  changes.some(({ type }) => type === 'AWS::AutoScaling::ScheduledAction')
    ? [
        'Changed schedules take effect at their next time. Until a schedule runs, the group keeps the sizes that earlier schedules have set, ' +
          'unless this deployment changes those of the configuration.',
      ]
    : [];
