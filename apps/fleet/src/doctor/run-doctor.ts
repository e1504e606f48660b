import { ImageSourcesError } from '@agent-aws-stack/ami-hash';
import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients } from '../aws/clients.ts';
import { EXECUTION_POLICY_FILE, readPolicyDocument } from '../observe/policy-document.ts';
import type { FleetOptions } from '../cli/common-options.ts';
import { ReportedFailure } from '../cli/errors.ts';
import { pasteForFleet, type Paste } from '../cli/paste.ts';
import { examine } from './examine.ts';
import { LookupSkippedError } from '../observe/fact.ts';
import type { Subject } from './subject.ts';
import { worst, type Finding } from './finding.ts';
import { gatherFacts } from '../observe/gather-facts.ts';
import { Telling } from './telling.ts';
import { chosenFleets } from '../fleets/chosen-fleets.ts';
import { currentImageName } from '../fleets/image-name.ts';
import type { Shell } from '../cli/shell.ts';

/**
 * Examines the fleets, all at once, and tells of one after the other.
 * @throws ReportedFailure when a check failed, ConfigurationError
 */
export async function runDoctor(options: FleetOptions, shell: Shell): Promise<void> {
  const fleets = chosenFleets(options, shell);
  const examined = fleets.map((fleet) => {
    const paste = pasteForFleet(options, fleet.stackName, fleets.length);
    return { fleet, findings: look(fleet, paste, shell) };
  });
  const reports: { fleet: string; verdict: string; findings: readonly Finding[] }[] = [];
  for (const { fleet, findings } of examined) {
    const all = await collect(findings, options.json ? undefined : new Telling(fleet.stackName, shell));
    reports.push({ fleet: fleet.stackName, verdict: worst(all), findings: all });
  }
  if (options.json) shell.out(JSON.stringify(reports, undefined, 2));
  if (reports.some(({ verdict }) => verdict === 'failure')) throw new ReportedFailure();
}

function look(fleet: FleetConfig, paste: Paste, shell: Shell): AsyncGenerator<Finding> {
  const { CDK_DEPLOY_ACCOUNT: account, CDK_DEPLOY_REGION: region } = process.env;
  const subject: Subject = {
    fleet,
    now: shell.now(),
    paste,
    expected: { account: account || undefined, region: region || undefined },
  };
  const sources = {
    aws: awsClients(),
    imageName: () => imageNameOf(fleet),
    executionPolicy: (partition: string) => readPolicyDocument(EXECUTION_POLICY_FILE, partition),
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

async function collect(findings: AsyncIterable<Finding>, telling?: Telling): Promise<readonly Finding[]> {
  const all: Finding[] = [];
  for await (const finding of findings) {
    all.push(finding);
    telling?.finding(finding);
  }
  telling?.end(all);
  return all;
}
