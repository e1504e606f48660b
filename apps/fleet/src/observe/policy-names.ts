/** The permissions boundary that `bootstrap` creates, for the roles of fleets. */
export const BOUNDARY_NAME = 'agent-aws-stack-permissions-boundary';

/** Whether a configuration names the policy with this ARN: by the ARN, or by the name in its account. */
export const namesPolicy = (named: string, arn: string): boolean =>
  named === arn || arn.endsWith(`:policy/${named}`);

/** The default prefix of the execution policies' names. Earlier versions had a single policy of exactly this name. */
export const EXECUTION_POLICY_NAME = 'agent-aws-stack-execution-policy';
