import { AwsError } from '@agent-aws-stack/aws-clients';
import type { Environment } from '@agent-aws-stack/config';
import { awsClients, type AwsClients } from '../aws/clients.ts';
import type { Assembly } from '../cdk/with-assembly.ts';
import { describeError, type ErrorReport } from '../cli/describe-error.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import { compareTemplates, type ResourceChange } from './compare-templates.ts';
import { fleetCost, type FleetCost } from './cost.ts';
import { dangersOf } from './dangers.ts';
import { deployedStack } from '../observe/deployed-stack.ts';
import { describeFleet, type PlanLine } from './describe-fleet.ts';

export interface PlannedFleet {
  readonly stackName: string;
  readonly summary: readonly PlanLine[];
  readonly cost: FleetCost;
  /** Undefined if it was not compared. */
  readonly comparison: Comparison | undefined;
}

/** What a deployment changes, or the error that prevented the comparison. */
export interface Comparison {
  readonly isNew: boolean;
  /** Also false after a failed first deployment, which leaves a stack with its template but without resources. */
  readonly hasGroup: boolean;
  readonly changes: readonly ResourceChange[];
  /** A sentence for each change that terminates running jobs. */
  readonly dangers: readonly string[];
  readonly fault: ErrorReport | undefined;
}

/** Plans fleets in parallel. If one cannot be compared, its comparison says why, and the others are planned anyway. */
export async function planFleets(
  stacks: readonly SelectedStack[],
  assembly: Assembly | undefined,
  env: Environment,
): Promise<readonly PlannedFleet[]> {
  const clients = awsClients(env);
  const region = assembly === undefined ? (env['AWS_REGION'] ?? '') : await clients.sts.config.region();
  return Promise.all(
    stacks.map(async (stack) => ({
      stackName: stack.fleet.stackName,
      summary: describeFleet(stack.fleet, region),
      cost: fleetCost(stack.fleet),
      comparison: assembly && (await compare(clients, stack, assembly)),
    })),
  );
}

async function compare(clients: AwsClients, stack: SelectedStack, assembly: Assembly): Promise<Comparison> {
  const { stackName, group } = stack.fleet;
  try {
    const [wanted, deployed] = await Promise.all([
      assembly.templateOf(stack),
      deployedStack(clients, stackName, { instances: false }),
    ]);
    const changes = compareTemplates(deployed?.template ?? {}, wanted);
    const dangers = dangersOf(changes, deployed?.group, group.maxSize);
    const hasGroup = deployed?.group !== undefined;
    return { isNew: deployed === undefined, hasGroup, changes, dangers, fault: undefined };
  } catch (error) {
    const fault = error instanceof AwsError ? describeError(error) : undefined;
    if (fault === undefined) throw error;
    return { isNew: false, hasGroup: false, changes: [], dangers: [], fault };
  }
}
