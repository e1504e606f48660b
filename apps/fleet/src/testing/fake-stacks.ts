import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  LAUNCH_BRAKE_TAG,
  LAUNCH_PROCESS,
  launchBrakeValue,
  type LaunchBrake,
} from '@agent-aws-stack/contract';
import type { AwsAnswer } from '@agent-aws-stack/aws-clients/testing';
import type { CdkRun, SynthesisRequest, Tools } from '../cdk/tools.ts';
import { UserError } from '../cli/errors.ts';

export type Template = Readonly<Record<string, unknown>>;

export interface FakeStack {
  readonly template: Template;
  /** A stack that is DELETE_COMPLETE has only its template left. @default UPDATE_COMPLETE */
  readonly status?: string;
  /** @default 0 */
  readonly desired?: number;
  /** Whether the stack has no group. @default false */
  readonly groupless?: boolean;
  /** Lifecycle states of the group's instances. @default - as many as desired, in service */
  readonly instances?: readonly string[];
  /** Whether the instances are protected from scale-in, and new ones too. @default false */
  readonly protected?: boolean;
  /** Whether CloudFormation refuses to delete the stack. @default false */
  readonly terminationProtected?: boolean;
  /** The state of the launch brake. If it is given, the group's launches are suspended. @default - the brake is closed */
  readonly launchBrake?: LaunchBrake;
  /** Called at each look; returns properties that replace the usual ones of the group. @default - none */
  readonly group?: () => object;
  /** Called when the group is updated. */
  readonly onUpdate?: (input: Readonly<Record<string, unknown>>) => void;
  /** What the stack was deployed with, in CloudFormation's form. @default - nothing */
  readonly inputs?: object;
  /** The group's scheduled actions, by name. @default - none */
  readonly scheduledActions?: Map<string, object>;
}

/** A fake of CloudFormation, Auto Scaling and CloudWatch with these deployed stacks, their groups and metrics. */
export class FakeStacks extends Map<string, FakeStack> {
  /** Actions that AWS denies, and stacks for which it denies every call. */
  readonly denied = new Set<string>();

  /** The numbers of agents, by state, that CloudWatch returns for each hour and every stack. */
  readonly agents: { idle: readonly number[]; occupied: readonly number[] } = {
    idle: [],
    occupied: [],
  };

  /** The console output of instances, by instance id. The fake has no log groups. */
  readonly consoles = new Map<string, string>();

  readonly answer: AwsAnswer = ({ action, input }, reply) => {
    if (this.denied.has(action)) return reply.fail('AccessDenied', 'you may not', 403);
    if (action === 'GetMetricData') return reply.ok({ MetricDataResults: samplesOf(this.agents) });
    if (action === 'DescribeLogGroups') return reply.ok({ logGroups: [] });
    if (action === 'GetConsoleOutput') {
      const output = this.consoles.get(String(input['InstanceId'])) ?? '';
      return reply.ok({ output: Buffer.from(output).toString('base64') });
    }
    const name = String(
      input['StackName'] ??
        input['AutoScalingGroupNames.member.1'] ??
        input['AutoScalingGroupName'] ??
        input['Tags.member.1.ResourceId'],
    );
    const stack = this.get(name);
    if (this.denied.has(name)) return reply.fail('AccessDenied', 'you may not', 403);
    if (stack === undefined) return reply.fail('ValidationError', `Stack with id ${name} does not exist`);
    switch (action) {
      case 'DescribeStacks':
        if (stack.status === 'DELETE_COMPLETE')
          return reply.fail('ValidationError', `Stack with id ${name} does not exist`);
        return reply.ok({
          Stacks: [
            {
              ...{ StackName: name, StackStatus: stack.status ?? 'UPDATE_COMPLETE' },
              EnableTerminationProtection: stack.terminationProtected ?? false,
              ...stack.inputs,
            },
          ],
        });
      case 'GetTemplate':
        return reply.ok({ TemplateBody: JSON.stringify(stack.template) });
      case 'DescribeStackResource':
        return reply.ok({ StackResourceDetail: { PhysicalResourceId: name, LogicalResourceId: 'x' } });
      case 'DescribeAutoScalingGroups':
        return reply.ok({ AutoScalingGroups: stack.groupless ? [] : [groupOf(name, stack)] });
      case 'DescribeScheduledActions':
        return reply.ok({
          ScheduledUpdateGroupActions: [...(stack.scheduledActions ?? [])].map(([each, action]) => ({
            ScheduledActionName: each,
            ...action,
          })),
        });
      case 'DeleteScheduledAction':
        stack.scheduledActions?.delete(String(input['ScheduledActionName']));
        return reply.ok({});
      case 'DeleteTags':
      case 'ResumeProcesses':
      case 'UpdateAutoScalingGroup':
        stack.onUpdate?.(input);
        return reply.ok({});
      case 'SetInstanceProtection':
        this.set(name, { ...stack, ...afterUnprotecting(stack) });
        return reply.ok({});
      default:
        return reply.fail('InvalidAction', action);
    }
  };
}

const samplesOf = (agents: FakeStacks['agents']): readonly object[] =>
  Object.entries(agents).map(([Id, Values]) => ({
    Id,
    Values,
    Timestamps: Values.map((_, hour) => Date.UTC(2026, 0, 1, hour) / 1_000),
  }));

/** The instances at the next look: those that lost their protection are gone, and those that were starting are in service, still protected. */
function afterUnprotecting({ instances = [] }: FakeStack): Pick<FakeStack, 'instances' | 'protected'> {
  const starting = instances.filter((lifecycle) => lifecycle === 'Pending');
  return { instances: starting.map(() => 'InService'), protected: starting.length > 0 };
}

function groupOf(
  name: string,
  { desired = 0, instances, protected: isProtected = false, launchBrake, group }: FakeStack,
): object {
  const lifecycles = instances ?? Array.from({ length: desired }, () => 'InService');
  return {
    AutoScalingGroupName: name,
    MinSize: 0,
    MaxSize: 20,
    DesiredCapacity: desired,
    NewInstancesProtectedFromScaleIn: isProtected,
    ...(launchBrake && {
      SuspendedProcesses: [{ ProcessName: LAUNCH_PROCESS }],
      Tags: [{ Key: LAUNCH_BRAKE_TAG, Value: launchBrakeValue(launchBrake) }],
    }),
    Instances: lifecycles.map((LifecycleState, index) => ({
      InstanceId: `i-${index}`,
      LifecycleState,
      ProtectedFromScaleIn: isProtected,
    })),
    ...group?.(),
  };
}

/** Fake tools, which write the given templates when they synthesize, and fail to deploy or destroy the stacks in `failing`. */
export class FakeTools implements Tools {
  readonly syntheses: SynthesisRequest[] = [];
  /** The runs of the CDK CLI. */
  readonly runs: CdkRun[] = [];
  /** Construct ids of the stacks for which the CDK CLI fails. */
  readonly failing = new Set<string>();
  /** The warnings of a synthesis. */
  readonly warnings: string[] = [];
  readonly #templates: Readonly<Record<string, Template>>;

  constructor(templates: Readonly<Record<string, Template>>) {
    this.#templates = templates;
  }

  /** The construct ids of the stacks that `deploy` or `destroy` was run for. */
  stacksOf(verb: 'deploy' | 'destroy'): readonly (string | undefined)[] {
    return this.runs.filter(({ args }) => args[0] === verb).map(({ args }) => args[1]);
  }

  readonly buildLambdas = async (): Promise<void> => undefined;

  readonly synthesize = async (request: SynthesisRequest): Promise<readonly string[]> => {
    this.syntheses.push(request);
    for (const [name, template] of Object.entries(this.#templates)) {
      await writeFile(join(request.folder, `${name}.template.json`), JSON.stringify(template));
      await writeFile(join(request.folder, `${name}.assets.json`), JSON.stringify(assetsOf(name)));
    }
    const artifacts = Object.assign({}, ...Object.keys(this.#templates).map(artifactsOf));
    await writeFile(join(request.folder, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts }));
    return this.warnings;
  };

  readonly cdk = async (run: CdkRun): Promise<void> => {
    this.runs.push(run);
    const [verb, id = ''] = run.args;
    if (this.failing.has(id)) throw new UserError(`cdk ${verb}`, `failed:\n${id} was rolled back`);
    run.onLine?.(`${id}: done`);
  };
}

/** A stack's asset manifest as the CDK writes it, in which the hash of the template is `hash-` and the stack's id. */
const assetsOf = (id: string) => ({
  version: '55.0.0',
  files: {
    [`hash-${id}`]: {
      source: { path: `${id}.template.json`, packaging: 'file' },
      destinations: { here: { bucketName: 'assets', objectKey: `hash-${id}.json` } },
    },
    code: { source: { path: 'asset.code', packaging: 'zip' }, destinations: {} },
  },
  dockerImages: {},
});

const artifactsOf = (id: string) => ({
  [`${id}.assets`]: { type: 'cdk:asset-manifest', properties: { file: `${id}.assets.json` } },
  [id]: {
    type: 'aws:cloudformation:stack',
    properties: {
      ...{ templateFile: `${id}.template.json`, tags: { new: 'tag' }, assumeRoleArn: 'deploy-role' },
      stackTemplateAssetObjectUrl: `s3://assets/hash-${id}.json`,
    },
    dependencies: [`${id}.assets`, 'other'],
    additionalMetadataFile: `${id}.metadata.json`,
  },
});
