/** The least version of the bootstrap that the stacks of this version of the CDK ask for. */
export const REQUIRED_BOOTSTRAP_VERSION = 6;
