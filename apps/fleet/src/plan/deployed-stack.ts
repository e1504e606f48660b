import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeStackResourceCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { parse } from 'yaml';
import { AwsError } from '@agent-aws-stack/aws-clients';
import { ask, type AwsClients } from '../aws/clients.ts';
import { RESOURCES } from '../fleets/resources.ts';
import type { PresentGroup } from './dangers.ts';

export interface DeployedStack {
  readonly template: Readonly<Record<string, unknown>>;
  /** Absent: the stack has no group, e.g. after a failed first deployment. */
  readonly group: PresentGroup | undefined;
}

export interface DeployedStackOptions {
  /** Whether the group's instances are looked at, of which there may be hundreds. */
  readonly instances: boolean;
}

/** The stack as it is deployed; undefined when there is none. @throws AwsError */
export async function deployedStack(
  { cloudFormation, autoScaling }: Pick<AwsClients, 'cloudFormation' | 'autoScaling'>,
  stackName: string,
  { instances }: DeployedStackOptions,
): Promise<DeployedStack | undefined> {
  const resource = `stack ${stackName}`;
  const body = await orUndefined(
    ask('cloudformation:GetTemplate', resource, (options) =>
      cloudFormation.send(
        new GetTemplateCommand({ StackName: stackName, TemplateStage: 'Original' }),
        options,
      ),
    ),
  );
  if (body?.TemplateBody === undefined) return undefined;
  const found = await orUndefined(
    ask('cloudformation:DescribeStackResource', resource, (options) =>
      cloudFormation.send(
        new DescribeStackResourceCommand({ StackName: stackName, LogicalResourceId: RESOURCES.group }),
        options,
      ),
    ),
  );
  const name = found?.StackResourceDetail?.PhysicalResourceId;
  // The CDK sends JSON or YAML; YAML's parser reads both.
  return {
    template: parse(body.TemplateBody),
    group: name ? await presentGroup(autoScaling, name, instances) : undefined,
  };
}

async function presentGroup(
  autoScaling: AwsClients['autoScaling'],
  name: string,
  instances: boolean,
): Promise<PresentGroup | undefined> {
  const command = new DescribeAutoScalingGroupsCommand({
    AutoScalingGroupNames: [name],
    IncludeInstances: instances,
  });
  const { AutoScalingGroups = [] } = await ask(
    'autoscaling:DescribeAutoScalingGroups',
    `group ${name}`,
    (options) => autoScaling.send(command, options),
  );
  const [group] = AutoScalingGroups;
  return (
    group && {
      desired: group.DesiredCapacity ?? 0,
      maxSize: group.MaxSize ?? 0,
      lifecycles: (group.Instances ?? []).map(({ LifecycleState = '' }) => LifecycleState),
    }
  );
}

/** CloudFormation has no error of its own for what is not there. */
async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsError && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}
