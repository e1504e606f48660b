import { Construct, type IDependable } from 'constructs';
import type { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { CfnFunction, Function } from 'aws-cdk-lib/aws-lambda';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  scalerEnvironmentOf,
  type FleetConfig,
  type GroupConfig,
  type ScalerConfig,
  type TokenConfig,
} from '@agent-aws-stack/config';
import {
  DEFAULT_CONSTRUCT_ID,
  LOGICAL_IDS,
  policyName,
  jobsParameterName,
  leaseParameterName,
  LEASE_VALUE,
  NO_JOBS_VALUE,
  writeScalerEnvironment,
} from '@agent-aws-stack/contract';
import { acceptWildcard } from './accepted-findings.ts';
import { GROUP_NAME_IS_GENERATED, groupArnPattern, parameterArn } from './arns.ts';
import { core, ec2, events, iam, ssm, targets } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';
import {
  launchBrakeStatements,
  networkInterfaceStatements,
  scalingStatements,
} from './scaling-permissions.ts';
import { allowDecryption } from './token-key.ts';
import { DecisionsQuery } from './decisions-query.ts';
import { FleetFunction } from './fleet-function.ts';
import type { BundleFolders, FunctionSettings } from './fleet-function.ts';

export interface LambdaNetwork {
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  /** The routes that connect the subnets to the internet. Undefined if the app does not create them. */
  readonly routes?: IDependable;
}

export interface AgentScalerProps {
  readonly names: FleetNames;
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly token: TokenConfig;
  readonly group: CfnAutoScalingGroup;
  /** The group of on-demand instances that stand in for spot instances, if there is one. */
  readonly onDemandGroup: CfnAutoScalingGroup | undefined;
  readonly purchase: Pick<GroupConfig['purchase'], 'onDemandFallbackAfterSeconds'>;
  readonly scaling: ScalerConfig;
  /** 0 = no timeout. */
  readonly launchTimeoutSeconds: number;
  readonly alarms: Pick<FleetConfig['alarms'], 'enabled' | 'maxJobWaitSeconds'>;
  readonly settings: FunctionSettings;
  readonly bundles: BundleFolders;
  /** @default - outside any VPC */
  readonly network?: LambdaNetwork | undefined;
}

/** The Lambda that polls the demand for agents, and raises the group's desired capacity to meet it. */
export class AgentScaler extends Construct {
  readonly function: Function;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: AgentScalerProps) {
    super(scope, id);
    const { names } = props;
    const hasOnDemandGroup = props.onDemandGroup !== undefined;
    // Each invocation writes this value again, unless jobs are held or spot capacity is missing. A write of the same value changes only
    // the parameter's version, so drift detection finds no difference.
    const lease = new ssm.StringParameter(this, 'Turn', {
      parameterName: leaseParameterName(names.fleet),
      simpleName: true,
      description: 'Its version tells which invocation of the scaler polls',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: LEASE_VALUE,
    });
    const jobs = new ssm.StringParameter(this, 'Jobs', {
      parameterName: jobsParameterName(names.fleet),
      simpleName: true,
      description: 'When the scaler first saw each queued job',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: NO_JOBS_VALUE,
    });
    const scaler = new FleetFunction(this, 'Lambda', {
      names,
      lambda: 'agent-scaler',
      description: 'Dynamically scale Semaphore agents based on jobs demand',
      settings: props.settings,
      bundles: props.bundles,
      // Enough for a minute of polling and the wait for the next invocation, even if one is skipped and the one after it is late.
      timeout: core.Duration.seconds(160),
      // No retries: a retry would run at the same time as the next scheduled invocation.
      asyncInvoke: { retryAttempts: 0, maxEventAge: core.Duration.minutes(1) },
      environment: environmentOf(props, lease, jobs),
      policyName: policyName.scaler(names.fleet),
      statements: [
        ...scalingStatements(this, names, hasOnDemandGroup),
        ...(props.scaling.launchBrake ? launchBrakeStatements(this, names) : []),
        new iam.PolicyStatement({
          sid: 'ReadToken',
          actions: ['ssm:GetParameter'],
          resources: [parameterArn(this, props.token.parameterName)],
        }),
        new iam.PolicyStatement({
          sid: 'TakeLease',
          actions: ['ssm:GetParameter', 'ssm:PutParameter'],
          resources: [leaseParameterName, jobsParameterName].map((nameOf) =>
            parameterArn(this, nameOf(names.fleet)),
          ),
        }),
      ],
    });
    // CloudFormation deletes the policy first, so that an invocation that still runs cannot recreate the parameters.
    scaler.policy.node.addDependency(lease, jobs);
    this.function = scaler.function;
    this.logGroup = scaler.logGroup;
    new DecisionsQuery(this, 'Decisions', { names, logGroup: scaler.logGroup });
    acceptWildcard(scaler.policy, groupArnPattern(this, names), GROUP_NAME_IS_GENERATED);
    acceptWildcard(
      scaler.policy,
      '*',
      'The actions that describe groups and manage network interfaces take no resource known in advance.',
    );
    allowDecryption(scaler.policy, props.token);
    if (props.network) {
      scaler.policy.addStatements(...networkInterfaceStatements(this));
      this.#joinNetwork(props.network, names);
    }

    const rule = new events.Rule(this, 'EveryMinute', {
      description: 'Rule to dynamically invoke lambda function to scale Semaphore agent asg',
      schedule: events.Schedule.rate(core.Duration.minutes(1)),
      // EventBridge drops an event that it cannot deliver within a minute: the next one is due by then.
      targets: [
        new targets.LambdaFunction(this.function, {
          retryAttempts: 0,
          maxEventAge: core.Duration.minutes(1),
        }),
      ],
    });
    names.keepLogicalId(scaler.role, LOGICAL_IDS.scalerRole);
    names.keepLogicalId(scaler.policy, LOGICAL_IDS.scalerPolicy);
    names.keepLogicalId(this.function, LOGICAL_IDS.scalerFunction);
    names.keepLogicalId(this.function.node.findChild('EventInvokeConfig'), LOGICAL_IDS.scalerInvokeConfig);
    names.keepLogicalId(rule, LOGICAL_IDS.scalerRule);
  }

  /** Connects the function to subnets, with a security group that allows outbound traffic only. */
  #joinNetwork({ vpcId, subnetIds, routes }: LambdaNetwork, names: FleetNames): void {
    const securityGroup = new ec2.CfnSecurityGroup(this, 'SecurityGroup', {
      // The JavaScript stack's text. The property is create-only: another text would replace the security group, and deleting the old
      // one would wait for the function's network interfaces.
      groupDescription: `Automatic security group for Lambda Function ${DEFAULT_CONSTRUCT_ID}scalerLambdaEE224170`,
      vpcId,
      securityGroupEgress: [
        { ipProtocol: '-1', cidrIp: '0.0.0.0/0', description: 'Allow all outbound traffic by default' },
      ],
    });
    names.keepLogicalId(securityGroup, LOGICAL_IDS.scalerSecurityGroup);
    (this.function.node.defaultChild as CfnFunction).vpcConfig = {
      subnetIds: [...subnetIds],
      securityGroupIds: [securityGroup.attrGroupId],
    };
    if (routes) this.function.node.addDependency(routes);
  }
}

function environmentOf(
  {
    names,
    endpoint,
    token,
    group,
    onDemandGroup,
    purchase,
    scaling,
    alarms,
    settings,
    launchTimeoutSeconds,
  }: AgentScalerProps,
  lease: StringParameter,
  jobs: StringParameter,
): Readonly<Record<string, string>> {
  const shared = { endpoint, token, purchase, alarms, launchTimeoutSeconds };
  const fleet = { stackName: names.fleet, lambda: settings, scaler: scaling, ...shared };
  const resources = {
    groupName: group.ref,
    onDemandGroupName: onDemandGroup?.ref,
    leaseParameterName: lease.parameterName,
    jobsParameterName: jobs.parameterName,
  };
  return writeScalerEnvironment(scalerEnvironmentOf(fleet, resources));
}
