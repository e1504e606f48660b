/** Logical ids of a fleet's resources; infra fixes them, so that a stack of the JavaScript project keeps them. */
export const RESOURCES = {
  group: 'autoScalingGroup',
  instanceRole: 'instanceProfileRole47059124',
  launchTemplate: 'launchTemplateDEE5742D',
  securityGroup: 'securityGroup32C48086',
  scaler: 'scalerLambdaEE0B7FDF',
  scalerRule: 'scalerRule7E4F6830',
  updater: 'sshKeysUpdaterLambda1B004349',
  suspender: 'RebalanceSuspenderLambdaFunction0F66A495',
} as const;
