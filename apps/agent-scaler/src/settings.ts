import { parseEndpoint, type Endpoint } from '@agent-aws-stack/semaphore-api';
import type { Headroom } from '@agent-aws-stack/sizing';
import * as z from 'zod/mini';

/** What the stack tells the function through its environment. */
export interface ScalerSettings {
  readonly tokenParameterName: string;
  readonly stackName: string;
  readonly endpoint: Endpoint;
  readonly headroom: Headroom;
  /** Name of the Auto Scaling group; without it, the group is found by its stack's tag. */
  readonly groupName: string | undefined;
  /** Name of the parameter in which invocations take turns; without it, none learns of another. */
  readonly turnParameterName: string | undefined;
  readonly pollIntervalMs: number;
  /** Most instances added in one decision, 0 = no limit. */
  readonly maxStep: number;
  readonly logLevel: LogLevel;
}

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The environment is not what the function needs; the message names each variable. */
export class InvalidEnvironmentError extends Error {
  override readonly name = 'InvalidEnvironmentError';

  constructor(problems: readonly string[]) {
    super(`the function's environment is wrong: ${problems.join('; ')}`);
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
/** The configuration sets the bounds; what it let pass is not refused here, where every minute would fail. */
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
  SEMAPHORE_AGENT_ASG_NAME: z.optional(z.string()),
  SEMAPHORE_AGENT_SCALER_TURN_PARAMETER_NAME: z.optional(z.string()),
  SEMAPHORE_AGENT_SCALER_POLL_INTERVAL: z._default(integer(1, 30), 2),
  SEMAPHORE_AGENT_SCALER_MAX_STEP: z._default(integer(0, LARGEST), 0),
  SEMAPHORE_AGENT_LOG_LEVEL: z._default(
    z.enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` }),
    'info',
  ),
});

/**
 * Reads the environment; an empty value is as good as none.
 * @throws InvalidEnvironmentError with every problem at once
 */
export function readSettings(environment: NodeJS.ProcessEnv): ScalerSettings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new InvalidEnvironmentError(problems);
  }
  const variables = parsed.data;
  return {
    tokenParameterName: variables.SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME,
    stackName: variables.SEMAPHORE_AGENT_STACK_NAME,
    endpoint: endpointOf(variables.SEMAPHORE_ENDPOINT),
    headroom: headroomOf(
      variables.SEMAPHORE_AGENT_OVERPROVISION_STRATEGY,
      variables.SEMAPHORE_AGENT_OVERPROVISION_FACTOR,
    ),
    groupName: variables.SEMAPHORE_AGENT_ASG_NAME,
    turnParameterName: variables.SEMAPHORE_AGENT_SCALER_TURN_PARAMETER_NAME,
    pollIntervalMs: variables.SEMAPHORE_AGENT_SCALER_POLL_INTERVAL * 1_000,
    maxStep: variables.SEMAPHORE_AGENT_SCALER_MAX_STEP,
    logLevel: variables.SEMAPHORE_AGENT_LOG_LEVEL,
  };
}

function endpointOf(value: string): Endpoint {
  try {
    return parseEndpoint(value);
  } catch (error) {
    throw new InvalidEnvironmentError([`SEMAPHORE_ENDPOINT ${(error as Error).message}`]);
  }
}

function headroomOf(strategy: Headroom['strategy'], factor: number): Headroom {
  return strategy === 'none' ? { strategy } : { strategy, factor };
}
