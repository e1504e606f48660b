/** The construct id of the only stack in the JavaScript CDK app, whatever its name in CloudFormation. */
export const DEFAULT_CONSTRUCT_ID = 'AwsSemaphoreAgentStack';

/** The construct id of a fleet's stack: the default if the configuration has only one fleet, otherwise the stack's name. */
export const constructIdOf = (stackName: string, fleets: number): string =>
  fleets === 1 ? DEFAULT_CONSTRUCT_ID : stackName;
