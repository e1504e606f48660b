export type { ClientOptions } from './client-options.ts';
export type { CallOptions } from './calls/call.ts';
export {
  AccessDeniedError,
  AmbiguousGroupError,
  AwsError,
  ConnectionError,
  CredentialsError,
  DeadlineExceededError,
  GroupNotFoundError,
  InvalidRequestError,
  MalformedReplyError,
  ParameterNotFoundError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
  UnexpectedAwsError,
} from './errors.ts';
