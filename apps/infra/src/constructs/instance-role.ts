import type { Policy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { TokenConfig } from '@agent-aws-stack/config';
import { groupArnPattern, parameterArn } from '../arns.ts';
import { core, iam } from '../cdk.ts';
import { keepLogicalId, LOGICAL_IDS } from '../logical-ids.ts';
import { configParameterName, hostKeysParameterName } from '../names.ts';
import { systemsManagerStatements } from '../systems-manager.ts';
import { decryptStatements } from '../token-key.ts';

export interface InstanceRoleProps {
  readonly token: TokenConfig;
  /** S3 bucket that jobs use as their cache. */
  readonly cacheBucketName: string | undefined;
  /** Names or ARNs of further managed policies. */
  readonly managedPolicies: readonly string[];
}

/** What an instance of the fleet may do: start its agent, end itself, write its logs, be managed; and use the cache. */
export class InstanceRole extends Construct {
  readonly role: Role;
  readonly policy: Policy;

  constructor(scope: Construct, id: string, props: InstanceRoleProps) {
    super(scope, id);
    const { stackName } = core.Stack.of(this);
    this.role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      managedPolicies: props.managedPolicies.map((policy, index) =>
        policy.startsWith('arn:')
          ? iam.ManagedPolicy.fromManagedPolicyArn(this, `Managed${index}`, policy)
          : iam.ManagedPolicy.fromManagedPolicyName(this, `Managed${index}`, policy),
      ),
    });
    this.policy = new iam.Policy(this, 'Policy', {
      policyName: `${stackName}-instance-profile-policy`,
      roles: [this.role],
      statements: [
        new iam.PolicyStatement({
          sid: 'ReadOwnParameters',
          actions: ['ssm:GetParameter'],
          resources: [
            configParameterName(stackName),
            hostKeysParameterName(stackName),
            props.token.parameterName,
          ].map((name) => parameterArn(this, name)),
        }),
        ...decryptStatements(this, props.token.kmsKey),
        new iam.PolicyStatement({
          sid: 'EndItself',
          actions: ['autoscaling:SetInstanceHealth', 'autoscaling:TerminateInstanceInAutoScalingGroup'],
          resources: [groupArnPattern(this)],
        }),
        agentLogsStatement(this),
        ...systemsManagerStatements(),
        ...(props.cacheBucketName ? cacheStatements(this, props.cacheBucketName) : []),
      ],
    });
    keepLogicalId(this.role, LOGICAL_IDS.instanceRole);
    keepLogicalId(this.policy, LOGICAL_IDS.instancePolicy);
  }
}

/** The CloudWatch agent of every image makes and fills the log groups under /semaphore/. */
function agentLogsStatement(scope: Construct): PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'WriteAgentLogs',
    actions: [
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:DescribeLogGroups',
      'logs:DescribeLogStreams',
      'logs:PutLogEvents',
      'logs:PutRetentionPolicy',
    ],
    resources: [
      core.Stack.of(scope).formatArn({
        service: 'logs',
        resource: 'log-group',
        resourceName: '/semaphore/*',
        arnFormat: core.ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
  });
}

function cacheStatements(scope: Construct, bucketName: string): PolicyStatement[] {
  const { partition } = core.Stack.of(scope);
  const bucketArn = `arn:${partition}:s3:::${bucketName}`;
  return [
    new iam.PolicyStatement({
      sid: 'UseCache',
      actions: ['s3:DeleteObject', 's3:GetObject', 's3:PutObject'],
      resources: [`${bucketArn}/*`],
    }),
    new iam.PolicyStatement({ sid: 'ListCache', actions: ['s3:ListBucket'], resources: [bucketArn] }),
  ];
}
