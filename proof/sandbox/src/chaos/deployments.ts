import { ec2Pace } from '../virtual/ec2-pace.ts';

export const STACK_NAME = 'chaos';
export const TOKEN_PARAMETER = 'agent-token';

/** How long a job may still run after its agent has been told to stop. The machine keeps its power that long. */
const GRACE_SECONDS = 60;

/** Longer than the longest outage of Auto Scaling: during an outage, instances cannot report that their agent is ready. */
export const LAUNCH_TIMEOUT_SECONDS = 900;

const common = {
  SEMAPHORE_ENDPOINT: 'hub.test',
  TOKEN_PARAMETER_NAME: TOKEN_PARAMETER,
  // Without the protection, Auto Scaling would terminate instances in the middle of their jobs when a person lowers the maximum.
  ASG_NEW_INSTANCES_PROTECTED_FROM_SCALE_IN: 'true',
  INTERRUPTION_GRACE_PERIOD: String(GRACE_SECONDS),
  ASG_CAPACITY_REBALANCE: 'true',
  LAUNCH_TIMEOUT: String(LAUNCH_TIMEOUT_SECONDS),
  ON_DEMAND_PERCENTAGE_ABOVE_BASE: '0',
  ON_DEMAND_FALLBACK_AFTER: '60',
  // The instance types of the deployments differ, so each deployment makes the older instances leave.
  IMAGE_ROLLOUT: '{"spreadMinutes":20}',
};

/** The sets of parameters that the deployments use in turn. The names lack the prefix SEMAPHORE_AGENT_. */
export const deployments: readonly Readonly<Record<string, string>>[] = [
  { ...common, ASG_MAX_SIZE: '24', DISCONNECT_AFTER_JOB: 'true', DISCONNECT_AFTER_IDLE_TIMEOUT: '240' },
  {
    ...common,
    ASG_MIN_SIZE: '2',
    ASG_MAX_SIZE: '18',
    INSTANCE_TYPE: 'c7i.large',
    DISCONNECT_AFTER_JOB: 'false',
    DISCONNECT_AFTER_IDLE_TIMEOUT: '120',
    OVERPROVISION_STRATEGY: 'number',
    OVERPROVISION_FACTOR: '1',
  },
];

/** How long a job waits at most once its demand is seen and there is room: an instance launches and boots, and its agent registers. */
export const START_LIMIT_MS = ec2Pace.launchDelayMs + ec2Pace.bootMs + 30_000;
