import type { FullCommand } from '../../cli/full-command.ts';
import type { Fact } from '../../observe/fact.ts';
import { unknownDescriber } from '../../observe/describe-unknown.ts';
import { renderNotDeployed } from '../../render/not-deployed.ts';
import { clock, renderEntry } from '../../render/render-entry.ts';
import type { Shell } from '../../cli/shell.ts';
import type { FleetExplanation } from './read-explanation.ts';

const INDENT = '  ';

/** An explanation as text. */
export function renderExplanation(
  found: FleetExplanation,
  shell: Pick<Shell, 'style'>,
  fullCommand: FullCommand,
): string {
  if (!found.isDeployed) return renderNotDeployed(found, shell, fullCommand);
  const {
    fleet,
    at,
    explanation,
    launchBrake,
    otherSuspension,
    resume,
    standIns,
    decisions,
    changesWithDeploy,
  } = found;
  const { style } = shell;
  const describeUnknown = unknownDescriber();
  const show = <T>(fact: Fact<T>, words: (value: T) => readonly string[]): readonly string[] =>
    fact.known ? words(fact.value) : describeUnknown(fact).map((line) => style('yellow', line));
  const reasoning = show(explanation, (scaling) =>
    scaling === undefined
      ? ['This fleet has no scaler (SEMAPHORE_AGENT_USE_DYNAMIC_SCALING).']
      : [...scaling.steps, ...standInSteps(standIns), style('bold', scaling.conclusion)],
  );
  const recent = show(decisions, (entries) =>
    entries.length === 0
      ? [`Nothing in the last 15 minutes. To check whether the scaler runs: ${fullCommand('doctor')}`]
      : entries.map((entry) => renderEntry(entry, { style })),
  );
  const brake =
    launchBrake === null ? [] : [style('red', `${launchBrake}. To lift it: ${fullCommand('brake release')}`)];
  const others =
    otherSuspension === null
      ? []
      : [
          style('red', `${otherSuspension}. To resume them:`),
          ...resume.map((command) => `${INDENT}${command}`),
        ];
  const deploy = changesWithDeploy
    ? [
        '',
        style(
          'yellow',
          'Your configuration sizes the fleet differently; that takes effect with the next deployment.',
        ),
      ]
    : [];
  return [
    `${style('bold', fleet)}  ${style('dim', `${clock(at)} UTC`)}`,
    ...[...reasoning, ...brake, ...others, ...deploy, '', 'What it did:', ...recent].map((line) =>
      line ? INDENT + line : line,
    ),
  ].join('\n');
}

const standInSteps = (count: number): readonly string[] =>
  count === 0
    ? []
    : [
        `${count === 1 ? '1 on-demand instance stands' : `${count} on-demand instances stand`} in, because spot capacity has been missing. They leave after their job or when idle.`,
      ];
