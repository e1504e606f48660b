const actionsOf = (service: string, actions: string): string[] =>
  actions.split(/\s+/).map((action) => `${service}:${action}`);

/**
 * The actions that CloudFormation calls to create, change, read and delete a resource of each type. They are the
 * permissions of the handlers in CloudFormation's registry, except two kinds: those for properties that no fleet sets, and those
 * that no deployment needs (to remove a role's permissions boundary, or to change who may assume a role). Maintained by hand: the tests of the execution policies fail for a resource type that is missing here.
 */
export const CLOUDFORMATION_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': [
    ...actionsOf(
      'autoscaling',
      `CreateAutoScalingGroup CreateOrUpdateTags DeleteAutoScalingGroup DeleteTags
    DescribeAutoScalingGroups DescribeScalingActivities DisableMetricsCollection
    EnableMetricsCollection UpdateAutoScalingGroup`,
    ),
    ...actionsOf('ec2', 'DescribeSubnets RunInstances'),
  ],
  'AWS::AutoScaling::LifecycleHook': actionsOf(
    'autoscaling',
    'DeleteLifecycleHook DescribeLifecycleHooks PutLifecycleHook',
  ),
  'AWS::AutoScaling::ScheduledAction': actionsOf(
    'autoscaling',
    'DeleteScheduledAction DescribeScheduledActions PutScheduledUpdateGroupAction',
  ),
  'AWS::CloudWatch::Alarm': actionsOf(
    'cloudwatch',
    `DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource`,
  ),
  'AWS::CloudWatch::Dashboard': actionsOf(
    'cloudwatch',
    'DeleteDashboards GetDashboard ListDashboards PutDashboard',
  ),
  'AWS::EC2::LaunchTemplate': actionsOf(
    'ec2',
    `CreateLaunchTemplate CreateLaunchTemplateVersion CreateTags DeleteLaunchTemplate DeleteTags
    DescribeLaunchTemplateVersions DescribeLaunchTemplates`,
  ),
  'AWS::EC2::SecurityGroup': actionsOf(
    'ec2',
    `AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateSecurityGroup CreateTags
    DeleteSecurityGroup DeleteTags DescribeInstances DescribeSecurityGroups
    RevokeSecurityGroupEgress RevokeSecurityGroupIngress
    UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress`,
  ),
  'AWS::Events::Rule': actionsOf(
    'events',
    `DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets
    RemoveTargets TagResource UntagResource`,
  ),
  'AWS::IAM::InstanceProfile': actionsOf(
    'iam',
    `AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile
    RemoveRoleFromInstanceProfile`,
  ),
  'AWS::IAM::Policy': actionsOf('iam', 'DeleteRolePolicy GetRolePolicy PutRolePolicy'),
  'AWS::IAM::Role': actionsOf(
    'iam',
    `AttachRolePolicy CreateRole DeleteRole DeleteRolePolicy DetachRolePolicy GetRole GetRolePolicy
    ListAttachedRolePolicies ListRolePolicies PassRole PutRolePermissionsBoundary PutRolePolicy TagRole
    UntagRole UpdateRole UpdateRoleDescription`,
  ),
  'AWS::Lambda::EventInvokeConfig': actionsOf(
    'lambda',
    `DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig
    UpdateFunctionEventInvokeConfig`,
  ),
  'AWS::Lambda::Function': [
    ...actionsOf('ec2', 'DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
    ...actionsOf(
      'lambda',
      `CreateFunction DeleteFunction GetFunction GetFunctionCodeSigningConfig
    GetFunctionRecursionConfig GetRuntimeManagementConfig PutFunctionRecursionConfig
    PutRuntimeManagementConfig TagResource UntagResource UpdateFunctionCode
    UpdateFunctionConfiguration`,
    ),
  ],
  'AWS::Lambda::Permission': actionsOf('lambda', 'AddPermission GetPolicy RemovePermission'),
  'AWS::Logs::LogGroup': actionsOf(
    'logs',
    `AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DescribeIndexPolicies
    DescribeLogGroups DisassociateKmsKey GetDataProtectionPolicy ListTagsForResource PutRetentionPolicy TagResource UntagResource`,
  ),
  'AWS::Logs::QueryDefinition': actionsOf(
    'logs',
    'DeleteQueryDefinition DescribeQueryDefinitions PutQueryDefinition',
  ),
  'AWS::ResourceGroups::Group': [
    ...actionsOf('cloudformation', 'DescribeStacks ListStackResources'),
    ...actionsOf(
      'resource-groups',
      `CreateGroup DeleteGroup GetGroup GetGroupConfiguration GetGroupQuery GetTags GroupResources
    ListGroupResources PutGroupConfiguration Tag UngroupResources Untag UpdateGroup
    UpdateGroupQuery`,
    ),
  ],
  'AWS::SSM::Parameter': actionsOf(
    'ssm',
    `AddTagsToResource DeleteParameter DescribeParameters GetParameters ListTagsForResource
    PutParameter RemoveTagsFromResource`,
  ),
  'Custom::AZRebalanceSuspension': actionsOf('lambda', 'InvokeFunction'),
};
