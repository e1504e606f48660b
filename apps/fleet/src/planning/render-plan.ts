import { NOT_EXECUTED } from '../cdk/stack-status.ts';
import { table } from '../cli/table.ts';
import type { Shell } from '../cli/shell.ts';
import { CANARY_FOLLOWS } from './canary-follows.ts';
import { renderChangedSchedules } from './changed-schedules.ts';
import type { ResourceChange } from './compare-templates.ts';
import { renderValueChange } from './render-value.ts';
import { renderEndedLaunchTimeout } from './ended-launch-timeout.ts';
import { renderEndedScale } from './ended-scale.ts';
import type { Comparison, PlannedFleet } from './plan-fleets.ts';

/** A plan as text: summary, changes and, in red, what would terminate running jobs. */
export function renderPlan({ stackName, summary, comparison }: PlannedFleet, { style }: Shell): string {
  return [
    style('bold', stackName),
    indented(
      table(
        [],
        summary.map(({ label, text }) => [label, text]),
      ),
    ),
    ...(comparison === undefined ? [] : ['', ...renderComparison(comparison, style)]),
  ].join('\n');
}

/** Whether a deployment changes nothing. */
export const changesNothing = ({ hasGroup, changes, dangers, fault }: Comparison): boolean =>
  hasGroup && fault === undefined && changes.length === 0 && dangers.length === 0;

function renderComparison(comparison: Comparison, style: Shell['style']): string[] {
  const { isNew, hasGroup, status, changes, dangers, endedScale, canary, fault } = comparison;
  if (fault !== undefined) {
    return [style('red', `  Not compared: ${fault.message}`), ...(fault.remedy ? [`  ${fault.remedy}`] : [])];
  }
  const resources = `${changes.length} ${changes.length === 1 ? 'resource' : 'resources'}`;
  if (isNew) return [`  The stack is new: ${resources}.`];
  if (status === NOT_EXECUTED)
    return [`  Nothing is deployed: a change set was not executed. The stack gets ${resources}.`];
  if (changesNothing(comparison)) return ['  Nothing changes.'];
  return [
    ...(hasGroup
      ? []
      : ['  The stack has no group, probably because its first deployment failed: deploy it again.']),
    ...(changes.length === 0 ? [] : [changesTable(changes, style)]),
    ...[
      ...renderEndedScale(endedScale),
      ...renderEndedLaunchTimeout(changes),
      ...renderChangedSchedules(changes),
    ].map((line) => style('yellow', `  ${line}`)),
    ...(canary ? [`  ${CANARY_FOLLOWS}`] : []),
    ...dangers.map((danger) => style('red', `  DANGER: ${danger}`)),
  ];
}

/** Changes of resources, one per row, each followed by the values that change. */
export function changesTable(changes: readonly ResourceChange[], style: Shell['style']): string {
  const rows = table(
    [],
    changes.map((change) => row(change, style)),
  ).split('\n');
  return indented(changes.flatMap((change, at) => [rows[at] ?? '', ...valueLines(change)]).join('\n'));
}

const SIGNS = { add: '[+]', update: '[~]', remove: '[-]', replace: '[!]', 'may replace': '[?]' } as const;

function row({ kind, type, logicalId }: ResourceChange, style: Shell['style']): string[] {
  const text = `${SIGNS[kind]} ${kind}`;
  const isSafe = kind === 'add' || kind === 'update';
  return [isSafe ? text : style('yellow', text), type, logicalId];
}

const valueLines = ({ properties }: ResourceChange): readonly string[] =>
  properties.flatMap(({ values }) => values.map((value) => `      ${renderValueChange(value)}`));

const indented = (text: string): string =>
  text
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
