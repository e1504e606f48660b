const of = (service: string, actions: string): string[] =>
  actions.split(/\s+/).map((action) => `${service}:${action}`);

/**
 * The actions that CloudFormation calls to create, change, read and delete a resource of each type; from
 * the handlers' permissions in CloudFormation's registry, without those for properties that no fleet sets. Reviewed by
 * hand: a type that is missing fails the tests of execution-policy.json.
 */
export const CLOUDFORMATION_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': [
    ...of(
      'autoscaling',
      `CreateAutoScalingGroup CreateOrUpdateTags DeleteAutoScalingGroup DeleteTags
    DescribeAutoScalingGroups DescribeScalingActivities DisableMetricsCollection
    EnableMetricsCollection UpdateAutoScalingGroup`,
    ),
    ...of('ec2', 'DescribeSubnets RunInstances'),
  ],
  'AWS::CloudWatch::Alarm': of(
    'cloudwatch',
    `DeleteAlarms DescribeAlarms ListTagsForResource PutMetricAlarm TagResource UntagResource`,
  ),
  'AWS::CloudWatch::Dashboard': of('cloudwatch', 'DeleteDashboards GetDashboard ListDashboards PutDashboard'),
  'AWS::EC2::LaunchTemplate': of(
    'ec2',
    `CreateLaunchTemplate CreateLaunchTemplateVersion CreateTags DeleteLaunchTemplate DeleteTags
    DescribeLaunchTemplateVersions DescribeLaunchTemplates`,
  ),
  'AWS::EC2::SecurityGroup': of(
    'ec2',
    `AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress CreateSecurityGroup CreateTags
    DeleteSecurityGroup DeleteTags DescribeInstances DescribeSecurityGroups
    RevokeSecurityGroupEgress RevokeSecurityGroupIngress
    UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress`,
  ),
  'AWS::Events::Rule': of(
    'events',
    `DeleteRule DescribeRule ListTagsForResource ListTargetsByRule PutRule PutTargets
    RemoveTargets TagResource UntagResource`,
  ),
  'AWS::IAM::InstanceProfile': of(
    'iam',
    `AddRoleToInstanceProfile CreateInstanceProfile DeleteInstanceProfile GetInstanceProfile
    RemoveRoleFromInstanceProfile`,
  ),
  'AWS::IAM::Policy': of('iam', 'DeleteRolePolicy GetRolePolicy PutRolePolicy'),
  'AWS::IAM::Role': of(
    'iam',
    `AttachRolePolicy CreateRole DeleteRole DeleteRolePermissionsBoundary DeleteRolePolicy
    DetachRolePolicy GetRole GetRolePolicy ListAttachedRolePolicies ListRolePolicies PassRole
    PutRolePermissionsBoundary PutRolePolicy TagRole UntagRole UpdateAssumeRolePolicy UpdateRole
    UpdateRoleDescription`,
  ),
  'AWS::Lambda::EventInvokeConfig': of(
    'lambda',
    `DeleteFunctionEventInvokeConfig GetFunctionEventInvokeConfig PutFunctionEventInvokeConfig
    UpdateFunctionEventInvokeConfig`,
  ),
  'AWS::Lambda::Function': [
    ...of('ec2', 'DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs'),
    ...of(
      'lambda',
      `CreateFunction DeleteFunction GetFunction GetFunctionCodeSigningConfig
    GetFunctionRecursionConfig GetRuntimeManagementConfig PutFunctionRecursionConfig
    PutRuntimeManagementConfig TagResource UntagResource UpdateFunctionCode
    UpdateFunctionConfiguration`,
    ),
  ],
  'AWS::Lambda::Permission': of('lambda', 'AddPermission GetPolicy RemovePermission'),
  'AWS::Logs::LogGroup': of(
    'logs',
    `AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DescribeIndexPolicies
    DescribeLogGroups DisassociateKmsKey GetDataProtectionPolicy ListTagsForResource PutRetentionPolicy TagResource UntagResource`,
  ),
  'AWS::Logs::QueryDefinition': of(
    'logs',
    'DeleteQueryDefinition DescribeQueryDefinitions PutQueryDefinition',
  ),
  'AWS::ResourceGroups::Group': [
    ...of('cloudformation', 'DescribeStacks ListStackResources'),
    ...of(
      'resource-groups',
      `CreateGroup DeleteGroup GetGroup GetGroupConfiguration GetGroupQuery GetTags GroupResources
    ListGroupResources PutGroupConfiguration Tag UngroupResources Untag UpdateGroup
    UpdateGroupQuery`,
    ),
  ],
  'AWS::SSM::Parameter': of(
    'ssm',
    `AddTagsToResource DeleteParameter DescribeParameters GetParameters ListTagsForResource
    PutParameter RemoveTagsFromResource`,
  ),
  'Custom::AZRebalanceSuspension': of('lambda', 'InvokeFunction'),
};
