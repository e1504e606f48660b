import {
  AccessDeniedError,
  ConnectionError,
  DeadlineExceededError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
} from '@agent-aws-stack/aws-clients';

const TRANSIENT = [
  // IAM takes seconds to make a new role's policy known everywhere, and this role is as new as its stack.
  AccessDeniedError,
  ConnectionError,
  DeadlineExceededError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
];

/** Whether the same call to Auto Scaling may work a little later. */
export function isTransient(error: unknown): boolean {
  return TRANSIENT.some((kind) => error instanceof kind);
}
