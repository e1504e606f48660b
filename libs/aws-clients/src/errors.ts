/** Identifies a call to AWS in errors. */
export interface CallSite {
  /** The IAM name of the action, e.g. `ssm:GetParameter`. */
  readonly action: string;
  /** E.g. `parameter /ci/token`. */
  readonly resource: string;
}

export interface AwsErrorDetails {
  readonly detail: string;
  /** The service's error code, e.g. `ThrottlingException`. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Base class of the errors of calls to AWS. The class's `name` identifies the kind of error. */
export abstract class AwsError extends Error {
  // Each class sets its name explicitly, because the bundler's minifier renames classes.
  abstract override readonly name: string;
  readonly action: string;
  readonly resource: string;
  readonly code: string | undefined;
  readonly requestId: string | undefined;

  constructor(site: CallSite, { detail, code, requestId, cause }: AwsErrorDetails) {
    super(`${site.action} on ${site.resource}: ${detail}`, cause === undefined ? {} : { cause });
    this.action = site.action;
    this.resource = site.resource;
    this.code = code;
    this.requestId = requestId;
  }
}

/** The caller does not have the permission for the action. */
export class AccessDeniedError extends AwsError {
  override readonly name = 'AccessDeniedError';
}

/** Credentials are missing, expired or invalid. */
export class CredentialsError extends AwsError {
  override readonly name = 'CredentialsError';
}

/** The account has reached the rate limit of the API. */
export class ThrottledError extends AwsError {
  override readonly name = 'ThrottledError';
}

export class ParameterNotFoundError extends AwsError {
  override readonly name = 'ParameterNotFoundError';
}

export class GroupNotFoundError extends AwsError {
  override readonly name = 'GroupNotFoundError';
}

export class LogGroupNotFoundError extends AwsError {
  override readonly name = 'LogGroupNotFoundError';
}

export class RuleNotFoundError extends AwsError {
  override readonly name = 'RuleNotFoundError';
}

export class FunctionNotFoundError extends AwsError {
  override readonly name = 'FunctionNotFoundError';
}

/** The stack or its resource does not exist: CloudFormation uses one code for both. */
export class StackNotFoundError extends AwsError {
  override readonly name = 'StackNotFoundError';
}

/** More than one group matches where one was expected. */
export class AmbiguousGroupError extends AwsError {
  override readonly name = 'AmbiguousGroupError';
}

/** The group is busy. The same call may succeed later. */
export class ScalingActivityInProgressError extends AwsError {
  override readonly name = 'ScalingActivityInProgressError';
}

/** Another update of the resource is in progress. The same call may succeed later. */
export class ResourceContentionError extends AwsError {
  override readonly name = 'ResourceContentionError';
}

/** AWS rejects the values in the request. */
export class InvalidRequestError extends AwsError {
  override readonly name = 'InvalidRequestError';
}

/** No reply arrived in time. */
export class DeadlineExceededError extends AwsError {
  override readonly name = 'DeadlineExceededError';
}

/** The service cannot be reached: DNS, TCP or TLS failed, or the connection was closed. `code` is Node's error code. */
export class ConnectionError extends AwsError {
  override readonly name = 'ConnectionError';
}

/** The service failed (status 5xx). */
export class ServiceError extends AwsError {
  override readonly name = 'ServiceError';
}

/** The reply lacks fields that the API guarantees, or a field has an impossible value. */
export class MalformedReplyError extends AwsError {
  override readonly name = 'MalformedReplyError';
}

/** Any other error of the SDK: see `code` and `cause`. */
export class UnexpectedAwsError extends AwsError {
  override readonly name = 'UnexpectedAwsError';
}
