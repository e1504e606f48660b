/** The lowest bootstrap version that stacks of this CDK version accept. */
export const REQUIRED_BOOTSTRAP_VERSION = 6;
