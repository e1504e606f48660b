/** Names that images, dashboards and people know a fleet by; all begin with its stack's name. */
export const configParameterName = (stackName: string): string => `${stackName}-config`;
export const dashboardName = (stackName: string): string => `${stackName}-semaphore-agents`;
export const turnParameterName = (stackName: string): string => `${stackName}-scaler-turn`;
export const hostKeysParameterName = (stackName: string): string => `${stackName}-ssh-public-keys`;

/** Outside /semaphore/, where the fleet's instances may write. */
export const lambdaLogGroupName = (stackName: string, lambda: string): string =>
  `/aws/lambda/${stackName}/${lambda}`;
