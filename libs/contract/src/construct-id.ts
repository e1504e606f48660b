/** What the JavaScript stack called its only stack, whatever the name it deployed it under. */
export const DEFAULT_CONSTRUCT_ID = 'AwsSemaphoreAgentStack';

/** The id by which the CDK knows a fleet's stack: the default where the configuration has one fleet only. */
export const constructIdOf = (stackName: string, fleets: number): string =>
  fleets === 1 ? DEFAULT_CONSTRUCT_ID : stackName;
