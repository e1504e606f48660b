import { LogGroupNotFoundError, orUndefined } from '@agent-aws-stack/aws-clients';
import {
  BOOT_LOG_GROUP,
  configParameterName,
  readBootLine,
  type BootLine,
  type BootLogLine,
} from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import { summarizeSteps, type StepTimes } from './boot-steps.ts';

/** How the last instances of a fleet have started. */
export interface Boots {
  readonly since: Date;
  /** How many instances have reported their start; at most MOST_BOOTS. */
  readonly instances: number;
  readonly imageIds: readonly string[];
  readonly startedBy: Readonly<Record<BootLine['startedBy'], number>>;
  readonly parametersBy: Readonly<Record<BootLine['parametersBy'], number>>;
  /** Requests to SSM, of all these instances together. */
  readonly ssmCalls: number;
  /** In the order of the boot. */
  readonly steps: readonly StepTimes[];
}

export const BOOTS_WINDOW_HOURS = 24;
const MOST_BOOTS = 100;

/** Reads what the fleet's instances have reported in the last 24 hours. @throws AwsError */
export async function bootsOf(
  { logGroups }: Pick<AwsClients, 'logGroups'>,
  stackName: string,
  now: Date,
): Promise<Boots> {
  const since = new Date(now.getTime() - BOOTS_WINDOW_HOURS * 3_600_000);
  const configParameter = configParameterName(stackName);
  // The text also occurs in the lines of fleets whose names end like this one. They are left out below.
  const query = { group: BOOT_LOG_GROUP, since, containing: configParameter };
  const found = (await orUndefined(LogGroupNotFoundError, logGroups.lines(query))) ?? [];
  const lines = found.flatMap(({ text }) => readBootLine(text) ?? []);
  return summarizeBoots(
    lines.filter((line) => line.configParameter === configParameter),
    since,
  );
}

/** @param lines - of one fleet, in any order */
export function summarizeBoots(lines: readonly BootLogLine[], since: Date): Boots {
  const boots = lines
    .filter((line) => line.event === 'boot')
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
    .slice(-MOST_BOOTS);
  const firstJobs = lines.filter((line) => line.event === 'first-job');
  const count = (matches: (boot: BootLine) => boolean): number => boots.filter(matches).length;
  return {
    since,
    instances: boots.length,
    imageIds: [...new Set(boots.map(({ imageId }) => imageId))],
    startedBy: {
      'boot-unit': count(({ startedBy }) => startedBy === 'boot-unit'),
      'user-data': count(({ startedBy }) => startedBy === 'user-data'),
    },
    parametersBy: {
      'signed-request': count(({ parametersBy }) => parametersBy === 'signed-request'),
      'aws-cli': count(({ parametersBy }) => parametersBy === 'aws-cli'),
    },
    ssmCalls: boots.reduce((sum, { ssmCalls }) => sum + ssmCalls, 0),
    steps: summarizeSteps(boots, firstJobs),
  };
}
