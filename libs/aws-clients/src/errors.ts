/** A call to AWS: the action by its IAM name, and the resource. */
export interface CallSite {
  /** e.g. `ssm:GetParameter` */
  readonly action: string;
  /** e.g. `parameter /ci/token` */
  readonly resource: string;
}

export interface AwsErrorDetails {
  readonly detail: string;
  /** The service's error code, e.g. `ThrottlingException`. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Base of all errors of calls to AWS: `name` says what went wrong, `resource` with which resource. */
export abstract class AwsError extends Error {
  // Each class spells out its name, because minifying a bundle renames classes.
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

/** The caller's role lacks the permission. */
export class AccessDeniedError extends AwsError {
  override readonly name = 'AccessDeniedError';
}

/** Credentials are missing, expired or unknown. */
export class CredentialsError extends AwsError {
  override readonly name = 'CredentialsError';
}

/** The account's API rate is used up. */
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

/** The group is busy; retry the same call a little later. */
export class ScalingActivityInProgressError extends AwsError {
  override readonly name = 'ScalingActivityInProgressError';
}

/** Another update of the same resource is in progress; retry the same call a little later. */
export class ResourceContentionError extends AwsError {
  override readonly name = 'ResourceContentionError';
}

/** AWS refuses the values of the call. */
export class InvalidRequestError extends AwsError {
  override readonly name = 'InvalidRequestError';
}

/** No answer in time. */
export class DeadlineExceededError extends AwsError {
  override readonly name = 'DeadlineExceededError';
}

/** The service could not be reached: DNS, TCP or TLS; `code` has Node's code. */
export class ConnectionError extends AwsError {
  override readonly name = 'ConnectionError';
}

/** The service failed (5xx). */
export class ServiceError extends AwsError {
  override readonly name = 'ServiceError';
}

/** The reply does not have the fields that the API promises. */
export class MalformedReplyError extends AwsError {
  override readonly name = 'MalformedReplyError';
}

/** Any other error; `code` and `cause` are the SDK's. */
export class UnexpectedAwsError extends AwsError {
  override readonly name = 'UnexpectedAwsError';
}
