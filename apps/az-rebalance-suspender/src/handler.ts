import {
  AccessDeniedError,
  ConnectionError,
  DeadlineExceededError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
} from '@agent-aws-stack/aws-clients';
import { parseRequest, parseResponseTarget } from './event.ts';
import { responseBody, sendResponse, type ResponsePorts, type Result } from './response.ts';
import { retry, withTimeout } from './retry.ts';

export interface Ports extends ResponsePorts {
  readonly suspendAzRebalance: (groupName: string) => Promise<void>;
}

/** Kept for sending the response, retries included; half of what is left if the invocation is short. */
const RESPONSE_RESERVE_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;

/**
 * Serves one event of the custom resource and responds to CloudFormation whatever happens: without a response, a stack
 * waits for an hour.
 * @throws InvalidEventError if the event has no URL to respond to, DeliveryError if the response could not be sent
 */
export async function handle(event: unknown, ports: Ports): Promise<void> {
  const target = parseResponseTarget(event);
  const result = await serve(event, ports);
  await sendResponse(target.ResponseURL, responseBody(target, result), ports);
}

async function serve(event: unknown, ports: Ports): Promise<Result> {
  const { logger } = ports;
  try {
    const request = parseRequest(event);
    if (request.RequestType === 'Delete') {
      // Either the group is deleted next, or a newer version of the stack has its own resource that suspends the process.
      logger.info('Nothing to do on delete');
      return { status: 'SUCCESS' };
    }
    const groupName = request.ResourceProperties.AutoScalingGroupName;
    await suspend(groupName, ports);
    logger.info('AZRebalance suspended', { groupName });
    return { status: 'SUCCESS' };
  } catch (error) {
    logger.error('AZRebalance not suspended', { error });
    return { status: 'FAILED', reason: describe(error) };
  }
}

/** @throws OutOfTimeError, or what the last attempt threw */
async function suspend(groupName: string, ports: Ports): Promise<void> {
  const { remainingMs, sleep, suspendAzRebalance, logger } = ports;
  const reserveMs = Math.min(RESPONSE_RESERVE_MS, remainingMs() / 2);
  const timeLeftMs = (): number => remainingMs() - reserveMs;
  const task = `suspending AZRebalance on group ${groupName}`;
  await retry(() => withTimeout(timeLeftMs(), task, suspendAzRebalance(groupName), sleep), {
    sleep,
    firstPauseMs: FIRST_PAUSE_MS,
    timeLeftMs,
    isTransient,
    onRetry: ({ attempt, pauseMs, error }) => {
      const problem = describe(error);
      logger.warn('AZRebalance not suspended, trying again', { groupName, attempt, pauseMs, problem });
    },
  });
}

const TRANSIENT_ERRORS = [
  // IAM needs some seconds until a new role's policy works everywhere, and this role is as new as its stack.
  AccessDeniedError,
  ConnectionError,
  DeadlineExceededError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
];

/** Whether the same call to Auto Scaling may succeed a little later. */
function isTransient(error: unknown): boolean {
  return TRANSIENT_ERRORS.some((kind) => error instanceof kind);
}

/** An error in one line: its name and its message. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
