/**
 * The CDK's feature flags that affect this app. They are set here and not in cdk.json, so that a synthesis gives the same
 * template with the CLI, without it, in a test and from another tool's folder.
 *
 * Set: recommended flags that affect resources of this app. Not set, as in the JavaScript stack:
 * flags for services not used here.
 */
export const FEATURE_FLAGS = {
  // A literal partition where the region is known: templates are easier to read, and managed policies can be compared.
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn', 'aws-us-gov'],
  '@aws-cdk/core:checkSecretUsage': true,
  // Tags.of(stack) tags the resources; the stack itself gets its tags from its props.
  '@aws-cdk/core:explicitStackTags': true,
  '@aws-cdk/core:aspectPrioritiesMutating': true,
  // A mistake that a construct finds is reported like any other (run.ts), not as a failed validation with a trace.
  '@aws-cdk/core:annotationsInValidationReport': false,
  // Do not report construct usage: nothing about a fleet leaves the machine.
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // Each statement keeps its Sid, which gives its reason.
  '@aws-cdk/aws-iam:minimizePolicies': false,
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  // Each function's log group is a resource here, with its own name.
  '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false,
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
} as const;
