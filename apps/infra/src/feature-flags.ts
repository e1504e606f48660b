/**
 * The CDK's feature flags that bear on this app, set here and not in cdk.json, so that a synthesis gives the same
 * template from the CLI, by itself, in a test and in another tool's folder.
 *
 * Set: what is recommended and touches resources this app makes. Not set, hence as the JavaScript stack had them:
 * flags for services not used here.
 */
export const FEATURE_FLAGS = {
  // Literal partition where the region is known: templates read plainly, and managed policies compare.
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn', 'aws-us-gov'],
  '@aws-cdk/core:checkSecretUsage': true,
  // Tags.of(stack) reaches the resources; the stack itself gets its tags from its props.
  '@aws-cdk/core:explicitStackTags': true,
  '@aws-cdk/core:aspectPrioritiesMutating': true,
  // A user's mistake found by a construct is told as any other (run.ts), not as a failed validation with its trace.
  '@aws-cdk/core:annotationsInValidationReport': false,
  // Construct usage is not reported: nothing of a fleet's shape leaves the machine.
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // Each statement keeps its Sid, and thereby its reason.
  '@aws-cdk/aws-iam:minimizePolicies': false,
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  // Each function's log group is a resource of its own here, with a name of its own.
  '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false,
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
} as const;
