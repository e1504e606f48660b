import { ImageSourcesError } from '@agent-aws-stack/ami-hash';
import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients, type AwsClients } from '../../aws/clients.ts';
import type { StackOptions } from '../../cli/common-options.ts';
import { ReportedFailure } from '../../cli/errors.ts';
import { fullCommandForFleet } from '../../cli/full-command.ts';
import type { Shell } from '../../cli/shell.ts';
import { loadConfiguration, printCautions } from '../../fleets/chosen-fleets.ts';
import { currentImageName } from '../../fleets/image-name.ts';
import { LookupSkippedError } from '../../observe/fact.ts';
import { gatherFacts } from '../../observe/gather-facts.ts';
import { observedFleets } from '../../observe/observed-fleets.ts';
import { executionPolicy } from '../../observe/execution-policies.ts';
import { examine } from './examine.ts';
import { worst, type Finding } from './finding.ts';
import { printFindings } from './print-findings.ts';
import type { Subject } from './subject.ts';

export interface DoctorOptions extends StackOptions {
  /** Whether to print the checks that passed too. */
  readonly all: boolean;
}

/**
 * Examines all fleets in parallel, and reports on one after the other.
 * @throws ReportedFailure if a check failed; what `observedFleets` throws, such as ConfigurationError
 */
export async function runDoctor(options: DoctorOptions, shell: Shell): Promise<void> {
  const aws = awsClients(shell.env);
  const fleets = await observedFleets(aws, options, shell);
  if (options.stack === undefined) printCautions(loadConfiguration(options, shell).cautions, shell);
  const examined = fleets.map((fleet) => {
    const fullCommand = fullCommandForFleet(options, fleet.stackName, fleets.length);
    const isConfigured = options.stack === undefined;
    return { fleet, findings: examineFleet(aws, { fleet, isConfigured, fullCommand }, shell) };
  });
  const reports: { fleet: string; verdict: string; findings: readonly Finding[] }[] = [];
  for (const { fleet, findings } of examined) {
    const found: Finding[] = [];
    for await (const finding of findings) found.push(finding);
    if (!options.json) printFindings(fleet.stackName, found, { all: options.all, shell });
    reports.push({ fleet: fleet.stackName, verdict: worst(found), findings: found });
  }
  shell.report({ fleets: reports });
  if (reports.some(({ verdict }) => verdict === 'failure')) throw new ReportedFailure();
}

function examineFleet(
  aws: AwsClients,
  { fleet, ...target }: Pick<Subject, 'fleet' | 'isConfigured' | 'fullCommand'>,
  shell: Shell,
): AsyncGenerator<Finding> {
  const { CDK_DEPLOY_ACCOUNT: account, CDK_DEPLOY_REGION: region } = shell.env;
  const subject: Subject = {
    ...target,
    fleet,
    now: shell.now(),
    expected: { account: account || undefined, region: region || undefined },
  };
  const sources = {
    aws,
    imageName: () => imageNameOf(fleet),
    executionPolicy,
  };
  return examine(gatherFacts(sources, subject), subject);
}

function imageNameOf({ instance }: FleetConfig): string | undefined {
  try {
    return currentImageName(instance);
  } catch (error) {
    if (error instanceof ImageSourcesError) throw new LookupSkippedError(error.message);
    throw error;
  }
}
