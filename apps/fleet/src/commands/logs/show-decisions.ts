import { LogGroupNotFoundError, orUndefined } from '@agent-aws-stack/aws-clients';
import type { LogLine } from '@agent-aws-stack/aws-clients/logs';
import type { FleetConfig } from '@agent-aws-stack/config';
import { lambdaLogGroupName } from '@agent-aws-stack/contract';
import type { AwsClients } from '../../aws/clients.ts';
import { UserError } from '../../cli/errors.ts';
import type { FullCommand } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { parseScalerLine, withoutRepetitions, type ScalerEntry } from '../../observe/scaler-log.ts';
import { followLines } from './follow.ts';
import { clock, renderEntry } from '../../render/render-entry.ts';

export interface DecisionsOptions {
  readonly since: Date;
  readonly follow: boolean;
  /** Whether to include decisions that repeat the previous one. */
  readonly all: boolean;
  readonly json: boolean;
  readonly fullCommand: FullCommand;
}

/** Prints the decisions and other messages of a fleet's scaler from its log, or that there are none yet. @throws UserError without a log, AwsError */
export async function showDecisions(
  aws: AwsClients,
  fleet: FleetConfig,
  options: DecisionsOptions,
  shell: Shell,
): Promise<void> {
  const { since, follow, all, json, fullCommand } = options;
  const group = lambdaLogGroupName(fleet.stackName, 'agent-scaler');
  let isFirstRead = true;
  const read = async (from: Date): Promise<readonly LogLine[]> => {
    const lines = await orUndefined(LogGroupNotFoundError, aws.logGroups.lines({ group, since: from }));
    if (lines === undefined) throw noLog(fleet, group, fullCommand);
    const hasEntries = lines.some(({ text, at }) => parseScalerLine(text, at) !== undefined);
    if (isFirstRead && !hasEntries && !json) shell.err(nothingYet(group, since, fullCommand));
    isFirstRead = false;
    return lines;
  };
  const reported: ScalerEntry[] = [];
  const isNew = all ? () => true : withoutRepetitions();
  for await (const { text, at } of followLines(read, since, { follow, sleep: shell.sleep })) {
    const entry = parseScalerLine(text, at);
    if (entry === undefined || !isNew(entry)) continue;
    if (json && !follow) reported.push(entry);
    else shell.out(json ? JSON.stringify({ fleet: fleet.stackName, ...entry }) : renderEntry(entry, shell));
  }
  if (json) shell.report({ fleets: [{ fleet: fleet.stackName, entries: reported }] });
}

function noLog({ scaler }: FleetConfig, group: string, fullCommand: FullCommand): UserError {
  return scaler === undefined
    ? new UserError('SEMAPHORE_AGENT_USE_DYNAMIC_SCALING', 'is false, so there is no scaler')
    : new UserError(`log group ${group}`, 'does not exist', `Deploy the fleet: ${fullCommand('deploy')}`);
}

const nothingYet = (group: string, since: Date, fullCommand: FullCommand): string =>
  [
    `The scaler has logged nothing since ${clock(since)} UTC in ${group}`,
    '  A new scaler starts within two minutes of its deployment: --follow waits for it, --since looks further back',
    `  To check whether it runs: ${fullCommand('doctor')}`,
  ].join('\n');
