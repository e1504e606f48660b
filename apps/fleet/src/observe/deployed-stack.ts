import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { parse } from 'yaml';
import { GROUP_IDS } from '@agent-aws-stack/contract';
import { ask, type AwsClients } from '../aws/clients.ts';
import { type GroupNames, namesOf } from './fleet-groups.ts';

/** The group as it is now; sizes in units of capacity. */
export interface PresentGroup {
  readonly name: string;
  readonly desired: number;
  readonly minSize: number;
  readonly maxSize: number;
  /** The lifecycle state of each instance of the fleet's groups, for example InService; empty if instances were not read. */
  readonly lifecycles: readonly string[];
}

/** What a plan compares a new template with. */
export interface DeployedStack {
  readonly status: string;
  readonly template: Readonly<Record<string, unknown>>;
  /** Undefined if the stack has no group, for example after a failed first deployment. */
  readonly group: PresentGroup | undefined;
}

export interface DeployedStackOptions {
  /** Whether to read the group's instances, of which there may be hundreds. */
  readonly instances: boolean;
}

/** The deployed stack; undefined if there is none. @throws AwsError */
export async function deployedStack(
  { stacks, autoScaling }: Pick<AwsClients, 'stacks' | 'autoScaling'>,
  stackName: string,
  { instances }: DeployedStackOptions,
): Promise<DeployedStack | undefined> {
  // GetTemplate also returns templates of deleted stacks: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
  const [stack, template] = await Promise.all([stacks.find(stackName), stacks.template(stackName)]);
  if (stack === undefined || template === undefined) return undefined;
  // The CDK writes JSON or YAML; a YAML parser reads both.
  const parsed: DeployedStack['template'] = parse(template);
  const ids = GROUP_IDS.filter((id, index) => index === 0 || id in ((parsed['Resources'] ?? {}) as object));
  const [group, onDemand] = await Promise.all(ids.map((id) => stacks.physicalId(stackName, id)));
  return {
    status: stack.status,
    template: parsed,
    group:
      group === undefined ? undefined : await presentGroup(autoScaling, { main: group, onDemand }, instances),
  };
}

async function presentGroup(
  autoScaling: AwsClients['autoScaling'],
  names: GroupNames,
  instances: boolean,
): Promise<PresentGroup | undefined> {
  const command = new DescribeAutoScalingGroupsCommand({
    AutoScalingGroupNames: [...namesOf(names)],
    IncludeInstances: instances,
  });
  const { AutoScalingGroups = [] } = await ask(
    'autoscaling:DescribeAutoScalingGroups',
    `group ${namesOf(names).join(', ')}`,
    (options) => autoScaling.send(command, options),
  );
  const { main, onDemand } = names;
  const group = AutoScalingGroups.find(
    (each) => onDemand === undefined || each.AutoScalingGroupName !== onDemand,
  );
  return (
    group && {
      name: main,
      desired: group.DesiredCapacity ?? 0,
      minSize: group.MinSize ?? 0,
      maxSize: group.MaxSize ?? 0,
      lifecycles: AutoScalingGroups.flatMap(({ Instances = [] }) =>
        Instances.map(({ LifecycleState = '' }) => LifecycleState),
      ),
    }
  );
}
