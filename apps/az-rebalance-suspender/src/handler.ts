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

/** Reserved for sending the response, with retries. A short invocation reserves half of its time instead. */
const RESPONSE_RESERVE_MS = 15_000;
const FIRST_PAUSE_MS = 1_000;

/**
 * Serves one event of the custom resource. Responds to CloudFormation even after a failure: without a response,
 * the stack would wait until the resource's ServiceTimeout, and the stack's events would not say what failed.
 * @throws InvalidEventError if the event has no https URL to respond to, DeliveryError if the response cannot be delivered
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
      // Nothing to undo: the group is deleted next, or a newer version of the stack has another resource that suspends the process.
      logger.info('Nothing to do on delete');
      return { status: 'SUCCESS' };
    }
    const groupName = request.ResourceProperties.AutoScalingGroupName;
    await suspend(groupName, ports);
    logger.info('AZRebalance suspended', { groupName });
    return { status: 'SUCCESS' };
  } catch (error) {
    logger.error('Could not suspend AZRebalance', { error });
    return { status: 'FAILED', reason: describe(error) };
  }
}

/** @throws OutOfTimeError, or the error of the last attempt */
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
      logger.warn('Could not suspend AZRebalance; retrying', { groupName, attempt, pauseMs, problem });
    },
  });
}

const TRANSIENT_ERRORS = [
  // IAM is eventually consistent: a new stack's role may lack its permissions for some seconds.
  AccessDeniedError,
  ConnectionError,
  DeadlineExceededError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
];

/** True if the same call to Auto Scaling may succeed later. */
function isTransient(error: unknown): boolean {
  return TRANSIENT_ERRORS.some((kind) => error instanceof kind);
}

/** The name and the message of an error. */
function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
