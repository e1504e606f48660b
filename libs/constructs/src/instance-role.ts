import type { IManagedPolicy, Policy, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { InstanceConfig, TokenConfig } from '@agent-aws-stack/config';
import {
  configParameterName,
  hostKeysParameterName,
  INSTANCE_LOG_PREFIX,
  LOGICAL_IDS,
  policyName,
  rolloutParameterName,
} from '@agent-aws-stack/contract';
import { acceptManagedPolicy, acceptWildcard } from './accepted-findings.ts';
import { GROUP_NAME_IS_GENERATED, groupArnPattern, parameterArn } from './arns.ts';
import { allowCache, type CacheAccess } from './cache-access.ts';
import { core, iam } from './cdk.ts';
import type { FleetNames } from './fleet-names.ts';
import { allowSystemsManager } from './systems-manager.ts';
import { allowDecryption } from './token-key.ts';

export interface InstanceRoleProps {
  readonly names: FleetNames;
  readonly token: TokenConfig;
  /** The cache of jobs. */
  readonly cache: CacheAccess | undefined;
  /** What the names of the instances' log streams start with. Undefined: the role may write to all streams of the log groups. */
  readonly logStreamPrefix: string | undefined;
  /** Whether instances report when their agent is ready for jobs. */
  readonly completesLaunch: boolean;
  /** Whether instances read which revision of the launch template they must have. */
  readonly readsRollout: boolean;
  /** What the role may do with Systems Manager. */
  readonly systemsManager: InstanceConfig['systemsManager'];
  /** Additional managed policies. */
  readonly managedPolicies: readonly IManagedPolicy[];
}

/** The role of the instances: they may read their parameters, terminate themselves, write logs, use Systems Manager and the cache. */
export class InstanceRole extends Construct {
  readonly role: Role;
  readonly policy: Policy;
  /** Lets instances report that their agent is ready. Undefined if they need not. */
  readonly launchPolicy: Policy | undefined;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const { names } = props;
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
    });
    for (const policy of props.managedPolicies) {
      this.role.addManagedPolicy(policy);
      acceptManagedPolicy(this.role, policy.managedPolicyArn, "It is in the fleet's settings.");
    }
    this.policy = new iam.Policy(this, 'Policy', {
      policyName: policyName.instance(names.fleet),
      roles: [this.role],
      statements: [
        new iam.PolicyStatement({
          sid: 'ReadOwnParameters',
          // GetParameters reads all of them with one call. Older images, and images that cannot sign calls, use GetParameter.
          actions: ['ssm:GetParameter', 'ssm:GetParameters'],
          resources: [
            configParameterName(names.fleet),
            hostKeysParameterName(names.fleet),
            ...(props.readsRollout ? [rolloutParameterName(names.fleet)] : []),
            props.token.parameterName,
          ].map((name) => parameterArn(this, name)),
        }),
        new iam.PolicyStatement({
          sid: 'EndItself',
          actions: ['autoscaling:SetInstanceHealth', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
          resources: [groupArnPattern(this, names)],
        }),
      ],
    });
    acceptWildcard(this.policy, groupArnPattern(this, names), GROUP_NAME_IS_GENERATED);
    this.launchPolicy = props.completesLaunch ? this.#allowToCompleteLaunch(names) : undefined;
    allowAgentLogs(this.policy, props.logStreamPrefix);
    allowDecryption(this.policy, props.token);
    allowSystemsManager(this.policy, props.systemsManager);
    if (props.cache) allowCache(this.policy, props.cache);
    names.keepLogicalId(this.role, LOGICAL_IDS.instanceRole);
    names.keepLogicalId(this.policy, LOGICAL_IDS.instancePolicy);
  }

  /**
   * This permission has a policy of its own, on which the launch hook depends. So if the launch timeout is turned off, CloudFormation deletes the
   * hook first, and instances can report as long as the hook makes them wait. If the permission were in the main policy, it would be gone first.
   */
  #allowToCompleteLaunch(names: FleetNames): Policy {
    const policy = new iam.Policy(this, 'LaunchPolicy', {
      policyName: policyName.launch(names.fleet),
      roles: [this.role],
      statements: [
        new iam.PolicyStatement({
          sid: 'CompleteLaunch',
          actions: ['autoscaling:CompleteLifecycleAction'],
          resources: [groupArnPattern(this, names)],
        }),
      ],
    });
    acceptWildcard(policy, groupArnPattern(this, names), GROUP_NAME_IS_GENERATED);
    // In earlier versions, the main policy had this permission. The dependency makes an update create this policy before it removes
    // the permission from the main policy.
    this.policy.node.addDependency(policy);
    return policy;
  }
}

/**
 * The CloudWatch agent in each image creates its log groups, all under INSTANCE_LOG_PREFIX, and writes to them. It may not set their
 * retention, because all fleets share them; the bootstrap does that.
 * @param streamPrefix - the start of the names of the streams to which the role may write; undefined: it may write to all
 */
function allowAgentLogs(policy: Policy, streamPrefix: string | undefined): void {
  const groups = core.Stack.of(policy).formatArn({
    service: 'logs',
    resource: 'log-group',
    resourceName: `${INSTANCE_LOG_PREFIX}*`,
    arnFormat: core.ArnFormat.COLON_RESOURCE_NAME,
  });
  // The pattern of the groups also covers all of their streams. With a prefix, the role may write only to streams that start with it:
  // `:log-stream:` occurs only once in the ARN of a stream, because names of groups and streams contain no colon.
  const streams = streamPrefix === undefined ? groups : `${groups}:log-stream:${streamPrefix}*`;
  policy.addStatements(
    new iam.PolicyStatement({
      sid: 'FindLogGroups',
      actions: ['logs:CreateLogGroup', 'logs:DescribeLogGroups', 'logs:DescribeLogStreams'],
      resources: [groups],
    }),
    new iam.PolicyStatement({
      sid: 'WriteAgentLogs',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [streams],
    }),
  );
  for (const pattern of new Set([groups, streams])) {
    acceptWildcard(
      policy,
      pattern,
      `The images choose the names of their log groups, all under ${INSTANCE_LOG_PREFIX}.`,
    );
  }
}
