import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { ResourceChange } from './compare-templates.ts';

/** A sentence about when changed schedules take effect, if the deployment changes any. */
export function renderChangedSchedules(changes: readonly ResourceChange[]): readonly string[] {
  if (!changes.some(({ type }) => type === 'AWS::AutoScaling::ScheduledAction')) return [];
  if (removesLast(changes))
    return [
      'No schedule is left. If this deployment also changes the group or its launch template, it sets the sizes of the configuration. ' +
        'Otherwise the group keeps those that the last schedules have set: look with `status`, and set them with `scale`.',
    ];
  return [
    'Changed schedules take effect at their next time. Until a schedule runs, the group keeps the sizes that earlier schedules have set, ' +
      'unless this deployment changes those of the configuration.',
  ];
}

/** A group without schedules has no update policy. */
const removesLast = (changes: readonly ResourceChange[]): boolean =>
  changes.some(
    ({ logicalId, properties }) =>
      logicalId === LOGICAL_IDS.group &&
      properties.some(
        ({ name, values }) => name === 'UpdatePolicy' && values.every(({ after }) => after === undefined),
      ),
  );
