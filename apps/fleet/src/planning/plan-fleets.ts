import { AwsError } from '@agent-aws-stack/aws-clients';
import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import { awsClients, type AwsClients } from '../aws/clients.ts';
import type { Assembly } from '../cdk/with-assembly.ts';
import type { Shell } from '../cli/shell.ts';
import { describeError, type ErrorReport } from '../cli/describe-error.ts';
import type { SelectedStack } from '../fleets/selected-stacks.ts';
import { canaryFollows } from './canary-follows.ts';
import { compareTemplates, type ResourceChange } from './compare-templates.ts';
import { fleetCost, type FleetCost } from './cost.ts';
import { NOT_EXECUTED } from '../cdk/stack-status.ts';
import { dangersOf } from './dangers.ts';
import { describeCost } from './describe-cost.ts';
import { endedScale, type EndedScale } from './ended-scale.ts';
import { agentsUsed } from '../observe/agents-used.ts';
import { deployedStack } from '../observe/deployed-stack.ts';
import { known, type Fact } from '../observe/fact.ts';
import { imageOf } from '../observe/image.ts';
import { settle } from '../observe/settle.ts';
import type { ComparedTemplates } from './plan-file.ts';
import type { PricedVolume } from './volume-price.ts';
import { describeFleet, type PlanLine } from './describe-fleet.ts';
import { describeLaunches } from './describe-launches.ts';
import { describeInitialization } from './describe-initialization.ts';
import { describeSchedules } from './describe-schedules.ts';
import { keepsLimits } from './kept-limits.ts';

export interface PlannedFleet {
  readonly stackName: string;
  readonly summary: readonly PlanLine[];
  readonly cost: FleetCost;
  /** Undefined if the fleet was not compared. */
  readonly comparison: Comparison | undefined;
  /** The templates that were compared. */
  readonly templates: ComparedTemplates | undefined;
}

/** What a deployment changes, or the error that prevented the comparison. */
export interface Comparison {
  readonly isNew: boolean;
  /** Whether the deployed stack has a group. A failed first deployment leaves a stack with a template, but without resources. */
  readonly hasGroup: boolean;
  /** CloudFormation's status of the stack; undefined if the stack is new. */
  readonly status: string | undefined;
  readonly changes: readonly ResourceChange[];
  /** A sentence for each change that terminates running jobs. */
  readonly dangers: readonly string[];
  /** The `scale --for` that the deployment ends, if one is in effect. */
  readonly endedScale: Fact<EndedScale | undefined>;
  /** Whether `deploy` tests the new launch template with a canary. */
  readonly canary: boolean;
  readonly fault: ErrorReport | undefined;
}

/**
 * Plans fleets in parallel. If one cannot be compared, its comparison says why, and the others are planned anyway.
 * @param assembly - undefined: no fleet is compared
 */
export async function planFleets(
  stacks: readonly SelectedStack[],
  assembly: Assembly | undefined,
  { env, now }: Pick<Shell, 'env' | 'now'>,
): Promise<readonly PlannedFleet[]> {
  const clients = awsClients(env);
  const region = assembly === undefined ? (env['AWS_REGION'] ?? '') : await clients.sts.config.region();
  return Promise.all(
    stacks.map(async (stack): Promise<PlannedFleet> => {
      const { fleet } = stack;
      const [compared, used, imageVolume] =
        assembly === undefined
          ? []
          : await Promise.all([
              compare(clients, stack, assembly),
              settle(agentsUsed(clients, fleet.stackName, now())),
              unlessFailed(imageVolumeOf(clients, stack, assembly)),
            ]);
      const agents = used?.known ? used.value?.average : undefined;
      const cost = fleetCost(fleet, { agents, imageVolume });
      const summary = [
        ...describeFleet(fleet, cost),
        ...describeLaunches(fleet, cost),
        ...describeSchedules(fleet, now()),
        ...describeInitialization(fleet),
        ...describeCost(cost, region, used),
      ];
      const { comparison, templates } = compared ?? {};
      return { stackName: fleet.stackName, summary, cost, comparison, templates };
    }),
  );
}

/** The root volume of the image that the template names; undefined if the configuration sets the volume, or if the image's volume is unknown. */
async function imageVolumeOf(
  clients: AwsClients,
  stack: SelectedStack,
  assembly: Assembly,
): Promise<PricedVolume | undefined> {
  if (stack.fleet.instance.rootVolume !== undefined) return undefined;
  const { Resources } = (await assembly.templateOf(stack)) as Template;
  const id = Resources?.[LOGICAL_IDS.launchTemplate]?.Properties?.LaunchTemplateData?.ImageId;
  const image = id === undefined ? undefined : await imageOf(clients, id);
  if (image?.rootSizeGib === undefined || image.rootVolumeType === undefined) return undefined;
  return { type: image.rootVolumeType, sizeGib: image.rootSizeGib };
}

interface Template {
  readonly Resources?: Readonly<
    Record<string, { readonly Properties?: { readonly LaunchTemplateData?: { readonly ImageId?: string } } }>
  >;
}

/** The result of a lookup that only the cost depends on; undefined if the lookup failed, because the plan is useful without the cost. */
async function unlessFailed<T>(lookup: Promise<T>): Promise<T | undefined> {
  const fact = await settle(lookup);
  return fact.known ? fact.value : undefined;
}

async function compare(
  clients: AwsClients,
  stack: SelectedStack,
  assembly: Assembly,
): Promise<{ readonly comparison: Comparison; readonly templates?: ComparedTemplates }> {
  const { stackName, group } = stack.fleet;
  try {
    const [wanted, deployed] = await Promise.all([
      assembly.templateOf(stack),
      deployedStack(clients, stackName, { instances: false }),
    ]);
    // A stack whose change set was not executed has a template, but no resources.
    const before = deployed?.status === NOT_EXECUTED ? {} : (deployed?.template ?? {});
    const changes = compareTemplates(before, wanted);
    const keeps = keepsLimits(changes, wanted);
    const dangers = dangersOf(changes, deployed?.group, keeps ? undefined : group.maxSize);
    const hasGroup = deployed?.group !== undefined;
    const { minSize: min, maxSize: max } = group;
    return {
      comparison: {
        ...{ isNew: deployed === undefined, hasGroup, status: deployed?.status, changes, fault: undefined },
        canary: canaryFollows(stack.fleet, { hasGroup, changes }),
        dangers: dangers.map(({ message }) => message),
        endedScale: keeps
          ? known(undefined)
          : await endedScale(clients, changes, deployed?.group, { min, max }),
      },
      templates: { stackName, deployed: deployed?.template ?? null, wanted, dangers },
    };
  } catch (error) {
    const fault = error instanceof AwsError ? describeError(error) : undefined;
    if (fault === undefined) throw error;
    const nothing = {
      isNew: false,
      hasGroup: false,
      status: undefined,
      changes: [],
      dangers: [],
      endedScale: known(undefined),
      canary: false,
    };
    return { comparison: { ...nothing, fault } };
  }
}
