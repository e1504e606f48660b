/** The permissions boundary for the roles of fleets that `bootstrap` creates. */
export const BOUNDARY_NAME = 'agent-aws-stack-permissions-boundary';

/** Whether a configuration names the policy with this ARN: by the ARN, or by the name in its account. */
export const namesPolicy = (named: string, arn: string): boolean =>
  named === arn || arn.endsWith(`:policy/${named}`);

/** The default start of the execution policies' names; also the name of the single execution policy of earlier versions. */
export const EXECUTION_POLICY_NAME = 'agent-aws-stack-execution-policy';
