import type { Alarm } from '@agent-aws-stack/aws-clients/cloudwatch';
import type { FullCommand } from '../../cli/full-command.ts';
import { lookupFailed, type Fact } from '../../observe/fact.ts';
import type { Activity } from '../../observe/activities.ts';
import type { Group } from '../../observe/group.ts';
import { unknownDescriber } from '../../observe/describe-unknown.ts';
import { limitsAfter, scaleReturnOf } from '../../observe/scale-return.ts';
import { isNotDeployed } from '../../observe/stack.ts';
import { stackHealth } from '../../observe/stack-health.ts';
import { renderNotDeployed } from '../../render/not-deployed.ts';
import { clock, renderEntry } from '../../render/render-entry.ts';
import type { Shell } from '../../cli/shell.ts';
import { describeLaunchBrake, describeOtherSuspension } from '../../render/launch-brake.ts';
import { renderVersions } from '../../render/render-versions.ts';
import { renderBoots } from './render-boots.ts';
import { renderInstances } from './render-instances.ts';
import type { Status } from '../../observe/status.ts';

type Style = Shell['style'];

const BAR_WIDTH = 30;
const LABEL_WIDTH = 12;
const NEXT_LINE = `\n${' '.repeat(LABEL_WIDTH)}`;

/** The status of one fleet, as text. */
export function renderStatus(status: Status, shell: Pick<Shell, 'style'>, fullCommand: FullCommand): string {
  if (isNotDeployed(status.stack)) return renderNotDeployed(status, shell, fullCommand);
  const { style } = shell;
  const describeUnknown = unknownDescriber();
  const show = <T>(label: string, fact: Fact<T>, words: (value: T) => string): string =>
    label.padEnd(LABEL_WIDTH) +
    (fact.known ? words(fact.value) : style('yellow', describeUnknown(fact).join(NEXT_LINE)));
  const { instances } = status;
  const instanceRows = instances.known
    ? renderInstances(instances.value, status.at, style).map((line) => `${' '.repeat(LABEL_WIDTH)}${line}`)
    : lookupFailed(instances) && status.group.known
      ? [show('', instances, () => '')]
      : [];
  const state = status.stack.known ? status.stack.value?.status : 'state unknown';
  return [
    `${style('bold', status.fleet)}  ${style('dim', `${state}, as of ${clock(status.at)} UTC`)}`,
    ...troubleOf(status, fullCommand).map((line) => style('red', line)),
    show('jobs', status.demand, ({ jobs }) => `${jobs.queued} queued, ${jobs.running} running`),
    show('agents', status.demand, ({ agents }) => `${agents.idle} idle, ${agents.occupied} busy`),
    show('capacity', status.group, (group) => capacity(group, status, style)),
    ...suspensionsOf(status).map((line) => style('red', 'launches'.padEnd(LABEL_WIDTH) + line)),
    show('instances', status.group, instanceCounts),
    ...instanceRows,
    ...(status.versions.known
      ? [show('versions', status.versions, (all) => renderVersions(all, status.at).join(NEXT_LINE))]
      : []),
    show('activity', status.activities, (activities) => lastActivity(activities, style)),
    show('alarms', status.alarms, (alarms) => alarmStates(alarms, style)),
    show('decisions', status.decisions, (entries) =>
      entries.length === 0
        ? 'none in the last 15 minutes'
        : entries.map((entry) => renderEntry(entry, { style })).join(NEXT_LINE),
    ),
    ...(status.boots === undefined
      ? []
      : [show('boots', status.boots, (boots) => renderBoots(boots).join(NEXT_LINE))]),
  ].join('\n');
}

/** What is wrong with the stack, and what to do; nothing if the last deployment succeeded or is still going on. */
function troubleOf({ fleet, stack }: Status, fullCommand: FullCommand): readonly string[] {
  if (!stack.known || stack.value === undefined) return [];
  const health = stackHealth(stack.value, fleet, fullCommand);
  if (health.verdict === 'ok' || health.isBeingChanged) return [];
  const { statusReason } = stack.value;
  return [...(statusReason === undefined ? [] : [statusReason]), health.remedy];
}

/** Who keeps the groups from launching. */
function suspensionsOf({ group }: Status): readonly string[] {
  if (!group.known) return [];
  return [describeLaunchBrake(group.value) ?? [], describeOtherSuspension(group.value) ?? []].flat();
}

function capacity(group: Group, { configured, scheduledActions }: Status, style: Style): string {
  const { desired, min, max, standIns } = group;
  const filled = max === 0 ? 0 : Math.min(BAR_WIDTH, Math.round((desired / max) * BAR_WIDTH));
  const bar = `${style(desired >= max ? 'yellow' : 'green', '█'.repeat(filled))}${'░'.repeat(BAR_WIDTH - filled)}`;
  const scaleReturn = scheduledActions.known ? scaleReturnOf(scheduledActions.value) : undefined;
  const later = limitsAfter(group, scaleReturn);
  const notes = [
    ...(scaleReturn === undefined
      ? []
      : [`at ${clock(scaleReturn.at)} UTC from ${later.min} to ${later.max}`]),
    ...(later.min === configured.min && later.max === configured.max
      ? []
      : [`configured: from ${configured.min} to ${configured.max}`]),
  ];
  const note = notes.length === 0 ? '' : style('yellow', ` (${notes.join('; ')})`);
  const more =
    standIns === undefined || standIns.desired === 0
      ? ''
      : style('yellow', `, and ${standIns.desired} on demand that stand in for spot`);
  return `${bar}  ${desired} desired, from ${min} to ${max}${more}${note}`;
}

function instanceCounts({ instances: all }: Group): string {
  const states = new Map<string, number>();
  for (const { lifecycle } of all) states.set(lifecycle, (states.get(lifecycle) ?? 0) + 1);
  const words = [...states].sort().map(([state, count]) => `${count} ${state}`);
  return all.length === 0 ? 'none' : `${all.length}: ${words.join(', ')}`;
}

/** The last activity that has ended. An earlier failure does not matter, because the group has tried again since. */
function lastActivity(activities: readonly Activity[], style: Style): string {
  const last = activities.find(({ status }) => status === 'Failed' || status === 'Successful');
  if (last === undefined) return 'none in the last six weeks';
  const words = `${last.status === 'Failed' ? 'failed' : 'succeeded'}, ${clock(last.startedAt)}`;
  return last.status === 'Failed'
    ? style('red', `${words}: ${last.message ?? last.description}`)
    : `${words}: ${last.description}`;
}

function alarmStates(alarms: readonly Alarm[], style: Style): string {
  const firing = alarms.filter(({ state }) => state === 'ALARM');
  if (firing.length > 0)
    return style('red', firing.map(({ name, reason }) => `${name}: ${reason}`).join('; '));
  return alarms.length === 0 ? 'there are none' : style('green', `none of ${alarms.length} is firing`);
}
