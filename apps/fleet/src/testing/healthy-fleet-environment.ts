import type { AwsServer } from '@agent-aws-stack/aws-clients/testing';

/** The environment in which a command works on the fleet `ci` of observe/testing/healthy-region.ts. */
export const healthyFleetEnvironment = (server: AwsServer, semaphoreAddress: string) => ({
  ...server.environment,
  AWS_REGION: 'eu-west-1',
  SEMAPHORE_AGENT_STACK_NAME: 'ci',
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
  SEMAPHORE_ENDPOINT: semaphoreAddress,
  SEMAPHORE_AGENT_ASG_MAX_SIZE: '10',
  SEMAPHORE_AGENT_OS: 'ubuntu-noble',
  SEMAPHORE_AGENT_SYSTEMS_MANAGER: 'restricted',
  SEMAPHORE_AGENT_LOG_STREAM_NAME: 'stack/instance',
  SEMAPHORE_AGENT_JOB_ISOLATION: 'none',
});
