import * as z from 'zod/mini';

/** The settings that the stack passes to the scaler in the environment of its function. */
export interface ScalerEnvironment {
  readonly tokenParameterName: string;
  readonly stackName: string;
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly overprovision:
    { readonly strategy: 'none' } | { readonly strategy: 'number' | 'percentage'; readonly factor: number };
  /** Name of the Auto Scaling group. Undefined: the scaler finds the group by its stack's tag. */
  readonly groupName: string | undefined;
  /** Name of the group of on-demand instances that stand in for spot instances. Undefined: the fleet has none. */
  readonly onDemandGroupName: string | undefined;
  /** How long spot capacity must be missing before on-demand instances stand in; 0 = never. */
  readonly onDemandFallbackAfterSeconds: number;
  /** Name of the parameter that serves as the lease. Undefined: invocations do not hand over to each other. */
  readonly leaseParameterName: string | undefined;
  /** Name of the parameter with the times at which queued jobs were first seen. Undefined: each invocation knows only the jobs that it saw itself. */
  readonly jobsParameterName: string | undefined;
  readonly pollIntervalSeconds: number;
  /** The maximum number of instances that one decision adds; 0 = no limit. */
  readonly maxStep: number;
  /** Whether the scaler suspends launches if no agent starts. False if the variable is missing: an older role lacks the permissions. */
  readonly launchBrake: boolean;
  /** How long an instance has until its agent must be ready. Undefined: as long as it takes. */
  readonly launchTimeoutSeconds?: number | undefined;
  /** The alarm's limit for the time that jobs are queued; 0 = there is no such alarm, and the scaler publishes nothing for it. */
  readonly maxJobWaitSeconds: number;
  readonly logLevel: LogLevel;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Set in the environment of every Lambda of a fleet. */
export const LOG_LEVEL_VARIABLE = 'SEMAPHORE_AGENT_LOG_LEVEL';

/** The name of the main group. Most other variables are named after the parameter of the configuration that they hold. */
export const GROUP_NAME_VARIABLE = 'SEMAPHORE_AGENT_ASG_NAME';
export const ON_DEMAND_FALLBACK_VARIABLE = 'SEMAPHORE_AGENT_ON_DEMAND_FALLBACK_AFTER';
export const MAX_JOB_WAIT_VARIABLE = 'SEMAPHORE_AGENT_MAX_JOB_WAIT';
const ON_DEMAND_GROUP_NAME_VARIABLE = 'SEMAPHORE_AGENT_ON_DEMAND_ASG_NAME';
const LAUNCH_TIMEOUT_VARIABLE = 'SEMAPHORE_AGENT_LAUNCH_TIMEOUT';
const LEASE_PARAMETER_VARIABLE = 'SEMAPHORE_AGENT_SCALER_LEASE_PARAMETER_NAME';
const JOBS_PARAMETER_VARIABLE = 'SEMAPHORE_AGENT_SCALER_JOBS_PARAMETER_NAME';

/** The environment is invalid; the message names each invalid variable. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';

  constructor(problems: readonly string[]) {
    super(`the function's environment is invalid: ${problems.join('; ')}`);
  }
}

const text = z.string({ error: 'is required' });
const integer = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`;
  return z.pipe(
    z.pipe(z.string().check(z.regex(/^\d+$/, { error })), z.transform(Number)),
    z.int({ error }).check(z.gte(min, { error }), z.lte(max, { error })),
  );
};
/**
 * No upper limit: these values were checked when the configuration was loaded. If the scaler rejected one that passed that
 * check, every invocation would fail.
 */
const LARGEST = Number.MAX_SAFE_INTEGER;

const schema = z.object({
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: text,
  SEMAPHORE_AGENT_STACK_NAME: text,
  SEMAPHORE_ENDPOINT: text,
  SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: z._default(
    z.enum(['none', 'number', 'percentage'], { error: 'must be none, number or percentage' }),
    'none',
  ),
  SEMAPHORE_AGENT_OVERPROVISION_FACTOR: z._default(integer(0, LARGEST), 0),
  [GROUP_NAME_VARIABLE]: z.optional(z.string()),
  [ON_DEMAND_GROUP_NAME_VARIABLE]: z.optional(z.string()),
  [LEASE_PARAMETER_VARIABLE]: z.optional(z.string()),
  [JOBS_PARAMETER_VARIABLE]: z.optional(z.string()),
  SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: z._default(integer(1, 30), 2),
  SEMAPHORE_AGENT_SCALER_MAX_STEP: z._default(integer(0, LARGEST), 0),
  SEMAPHORE_AGENT_LAUNCH_BRAKE: z._default(
    z.enum(['true', 'false'], { error: 'must be true or false' }),
    'false',
  ),
  [LAUNCH_TIMEOUT_VARIABLE]: z.optional(integer(1, LARGEST)),
  [ON_DEMAND_FALLBACK_VARIABLE]: z._default(integer(0, LARGEST), 0),
  [MAX_JOB_WAIT_VARIABLE]: z._default(integer(0, LARGEST), 0),
  [LOG_LEVEL_VARIABLE]: z._default(
    z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }),
    'info',
  ),
});

type Variables = Readonly<Record<string, string>>;

/** Writes every variable, even with a default value. Leaves out names and a launch timeout that are undefined, and the times of the fallback and of the alarm if they are off. */
export function writeScalerEnvironment(environment: ScalerEnvironment): Variables {
  const { overprovision, groupName, leaseParameterName, jobsParameterName } = environment;
  const { onDemandGroupName, onDemandFallbackAfterSeconds, launchTimeoutSeconds, maxJobWaitSeconds } =
    environment;
  const variables: { readonly [Name in keyof z.input<typeof schema>]: string | undefined } = {
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: environment.tokenParameterName,
    SEMAPHORE_AGENT_STACK_NAME: environment.stackName,
    [GROUP_NAME_VARIABLE]: groupName,
    [ON_DEMAND_GROUP_NAME_VARIABLE]: onDemandGroupName,
    [LEASE_PARAMETER_VARIABLE]: leaseParameterName,
    [JOBS_PARAMETER_VARIABLE]: jobsParameterName,
    SEMAPHORE_ENDPOINT: environment.endpoint,
    SEMAPHORE_AGENT_OVERPROVISION_STRATEGY: overprovision.strategy,
    SEMAPHORE_AGENT_OVERPROVISION_FACTOR:
      overprovision.strategy === 'none' ? '0' : String(overprovision.factor),
    SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: String(environment.pollIntervalSeconds),
    SEMAPHORE_AGENT_SCALER_MAX_STEP: String(environment.maxStep),
    SEMAPHORE_AGENT_LAUNCH_BRAKE: String(environment.launchBrake),
    [LAUNCH_TIMEOUT_VARIABLE]: launchTimeoutSeconds === undefined ? undefined : String(launchTimeoutSeconds),
    [ON_DEMAND_FALLBACK_VARIABLE]:
      onDemandFallbackAfterSeconds === 0 ? undefined : String(onDemandFallbackAfterSeconds),
    [MAX_JOB_WAIT_VARIABLE]: maxJobWaitSeconds === 0 ? undefined : String(maxJobWaitSeconds),
    [LOG_LEVEL_VARIABLE]: environment.logLevel,
  };
  const present = Object.entries(variables).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as Variables;
}

/**
 * Reads the environment. An empty value counts as not set.
 * @throws InvalidEnvironmentError with every problem at once
 */
export function readScalerEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): ScalerEnvironment {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new InvalidEnvironmentError(problems);
  }
  const variables = parsed.data;
  const strategy = variables.SEMAPHORE_AGENT_OVERPROVISION_STRATEGY;
  const factor = variables.SEMAPHORE_AGENT_OVERPROVISION_FACTOR;
  return {
    tokenParameterName: variables.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME,
    stackName: variables.SEMAPHORE_AGENT_STACK_NAME,
    endpoint: variables.SEMAPHORE_ENDPOINT,
    overprovision: strategy === 'none' ? { strategy } : { strategy, factor },
    groupName: variables[GROUP_NAME_VARIABLE],
    onDemandGroupName: variables[ON_DEMAND_GROUP_NAME_VARIABLE],
    onDemandFallbackAfterSeconds: variables[ON_DEMAND_FALLBACK_VARIABLE],
    leaseParameterName: variables[LEASE_PARAMETER_VARIABLE],
    jobsParameterName: variables[JOBS_PARAMETER_VARIABLE],
    pollIntervalSeconds: variables.SEMAPHORE_AGENT_SCALER_POLL_INTERVAL,
    maxStep: variables.SEMAPHORE_AGENT_SCALER_MAX_STEP,
    launchBrake: variables.SEMAPHORE_AGENT_LAUNCH_BRAKE === 'true',
    launchTimeoutSeconds: variables[LAUNCH_TIMEOUT_VARIABLE],
    maxJobWaitSeconds: variables[MAX_JOB_WAIT_VARIABLE],
    logLevel: variables[LOG_LEVEL_VARIABLE],
  };
}
