import { join } from 'node:path';
import { ImageSourcesError } from '@agent-aws-stack/ami-hash';
import type { FleetConfig } from '@agent-aws-stack/config';
import { awsClients } from '../aws/clients.ts';
import { fleetCommand, withFleetOptions, type FleetOptions } from '../cli/common-options.ts';
import { ReportedFailure } from '../cli/errors.ts';
import type { CommandFactory } from '../cli/run-program.ts';
import { examine } from '../doctor/examine.ts';
import { NothingToAskError } from '../doctor/fact.ts';
import type { Subject } from '../doctor/facts.ts';
import { worst, type Finding } from '../doctor/finding.ts';
import { gatherFacts } from '../doctor/gather/gather.ts';
import { Telling } from '../doctor/telling.ts';
import { chosenFleets } from '../fleets/chosen-fleets.ts';
import { currentImageName } from '../fleets/image-name.ts';
import type { Shell } from '../shell/shell.ts';
import { workspaceRoot } from '../workspace.ts';

/** Looks a deployed fleet over, from the credentials to the alarms, and says what to do about what it finds. */
export const doctorCommand: CommandFactory = (shell) =>
  withFleetOptions(fleetCommand('doctor', 'npm run fleet -- doctor --fleet linux-ci'))
    .description('Look a deployed fleet over; each warning and failure comes with its remedy.')
    .action(async (options: FleetOptions) => {
      const examined = chosenFleets(options, shell).map((fleet) => ({ fleet, findings: look(fleet, shell) }));
      const reports: { fleet: string; verdict: string; findings: readonly Finding[] }[] = [];
      // All are asked at once; they are told one after the other.
      for (const { fleet, findings } of examined) {
        const all = await collect(findings, options.json ? undefined : new Telling(fleet.stackName, shell));
        reports.push({ fleet: fleet.stackName, verdict: worst(all), findings: all });
      }
      if (options.json) shell.out(JSON.stringify(reports, undefined, 2));
      if (reports.some(({ verdict }) => verdict === 'failure')) throw new ReportedFailure();
    });

function look(fleet: FleetConfig, shell: Shell): AsyncGenerator<Finding> {
  const { CDK_DEPLOY_ACCOUNT: account, CDK_DEPLOY_REGION: region } = process.env;
  const subject: Subject = {
    fleet,
    now: shell.now(),
    target: { account: account || undefined, region: region || undefined },
  };
  const sources = {
    aws: awsClients(),
    imageName: () => imageNameOf(fleet),
    executionPolicyFile: join(workspaceRoot, 'apps/infra/execution-policy.json'),
  };
  return examine(gatherFacts(sources, subject), subject);
}

function imageNameOf({ instance }: FleetConfig): string {
  try {
    return currentImageName(instance);
  } catch (error) {
    if (error instanceof ImageSourcesError) throw new NothingToAskError(error.message);
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
