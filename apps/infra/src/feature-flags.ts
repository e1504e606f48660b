/**
 * The CDK's feature flags. They are set here and not in cdk.json, so that a synthesis gives the same template with the CLI,
 * without it, in a test and from another tool's folder. Flags that affect only services that fleets do not use are left out.
 */
export const FEATURE_FLAGS = {
  // Writes the partition into ARNs if the region is known: templates are easier to read, and ARNs of managed policies can be compared.
  '@aws-cdk/core:enablePartitionLiterals': true,
  '@aws-cdk/core:target-partitions': ['aws', 'aws-cn', 'aws-us-gov'],
  '@aws-cdk/core:checkSecretUsage': true,
  // With this flag, Tags.of(stack) tags only the resources. The stack itself gets its tags from its props.
  '@aws-cdk/core:explicitStackTags': true,
  '@aws-cdk/core:aspectPrioritiesMutating': true,
  // run.ts reports the mistakes that constructs find. With this flag on, the CDK would report them as a failed validation, with a stack trace.
  '@aws-cdk/core:annotationsInValidationReport': false,
  // Keeps the properties of constructs out of the CDK's usage statistics. cdk.json and synthesize.ts turn the statistics off anyway.
  '@aws-cdk/core:enableAdditionalMetadataCollection': false,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // Policies keep the statements that the code gives them. The CDK would merge those without a Sid.
  '@aws-cdk/aws-iam:minimizePolicies': false,
  '@aws-cdk/aws-lambda:recognizeLayerVersion': true,
  // FleetFunction creates each function's log group itself, under a fixed name.
  '@aws-cdk/aws-lambda:useCdkManagedLogGroup': false,
  '@aws-cdk/aws-events:eventsTargetQueueSameAccount': true,
} as const;
