/** The managed policy that limits the roles of fleets, unless the user names another one. */
export const BOUNDARY_NAME = 'agent-aws-stack-permissions-boundary';

/** The default start of the execution policies' names; the name of the single execution policy of earlier versions. */
export const EXECUTION_POLICY_NAME = 'agent-aws-stack-execution-policy';
