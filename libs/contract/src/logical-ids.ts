/**
 * Logical ids that a fleet deployed by the JavaScript stack already has. Under another id CloudFormation would create
 * a second resource and delete the first: for the group that ends every agent, for an invoke configuration or a named
 * parameter it fails the deploy.
 */
export const LOGICAL_IDS = {
  group: 'autoScalingGroup',
  hostResourceGroup: 'hostResourceGroup',
  configParameter: 'SemaphoreAgentConfigParameterF91637D0',
  hostKeysParameter: 'sshKeysUpdaterParameter4EB9ACDD',
  launchTemplate: 'launchTemplateDEE5742D',
  instanceProfile: 'launchTemplateProfileB2BF4FB7',
  agentSecurityGroup: 'securityGroup32C48086',
  // A role keeps its id only together with its inline policy: under a new id but its old name on the same role the
  // policy would be written, then deleted by the clean-up of the old id.
  instanceRole: 'instanceProfileRole47059124',
  instancePolicy: 'instanceProfilePolicy62AF6D2B',
  scalerRole: 'scalerLambdaRole1D61EB11',
  scalerPolicy: 'scalerLambdaPolicy55529EAF',
  scalerFunction: 'scalerLambdaEE0B7FDF',
  scalerInvokeConfig: 'scalerLambdaEventInvokeConfigE655BB6E',
  scalerRule: 'scalerRule7E4F6830',
  scalerSecurityGroup: 'scalerLambdaSecurityGroupB905E544',
  updaterRole: 'sshKeysUpdaterRole765585CA',
  updaterPolicy: 'sshKeysUpdaterRolePolicyF5F35E6B',
  updaterFunction: 'sshKeysUpdaterLambda1B004349',
  updaterRule: 'sshKeysUpdaterEventRule9491D909',
} as const;

export type LogicalId = (typeof LOGICAL_IDS)[keyof typeof LOGICAL_IDS];

/** Type of the custom resource that suspends AZRebalance: it tells a stack of ours from one of the JavaScript stack. */
export const SUSPENSION_TYPE = 'Custom::AZRebalanceSuspension';

/** Made by the CDK from the construct's path, unlike the others: no older stack has this function. */
export const SUSPENDER_FUNCTION_ID = 'RebalanceSuspenderLambdaFunction0F66A495';
