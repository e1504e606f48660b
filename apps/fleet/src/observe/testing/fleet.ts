import { loadFleets, type FleetConfig } from '@agent-aws-stack/config';

export const NOW = new Date('2026-11-24T12:00:00Z');
export const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);

/** A fleet with spot instances and a key pair, so that every check of Linux fleets applies to it. */
export function fleetWith(parameters: Readonly<Record<string, string>> = {}): FleetConfig {
  const env = {
    SEMAPHORE_AGENT_STACK_NAME: 'ci',
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: '/ci/token',
    SEMAPHORE_ORGANIZATION: 'acme',
    SEMAPHORE_AGENT_ASG_MAX_SIZE: '10',
    SEMAPHORE_AGENT_INSTANCE_TYPE: 'm7i.large',
    SEMAPHORE_AGENT_KEY_NAME: 'ops',
    SEMAPHORE_AGENT_SSH_INGRESS_CIDRS: '10.0.0.0/8',
    SEMAPHORE_AGENT_ON_DEMAND_BASE_CAPACITY: '2',
    SEMAPHORE_AGENT_ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
    SEMAPHORE_AGENT_LOG_STREAM_NAME: 'stack/instance',
    SEMAPHORE_AGENT_LOG_KMS_KEY:
      'arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab',
    SEMAPHORE_AGENT_ALARM_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111111111111:alarms',
    SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: 'boundary',
    ...parameters,
  };
  const [fleet] = loadFleets({ env, readFile: () => '' }).fleets;
  return fleet!;
}
