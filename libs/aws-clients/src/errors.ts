/** What was asked of AWS: the action by its IAM name, and the resource it was asked of. */
export interface CallSite {
  /** e.g. `ssm:GetParameter` */
  readonly action: string;
  /** e.g. `parameter /ci/token` */
  readonly resource: string;
}

export interface AwsErrorDetails {
  readonly detail: string;
  /** The service's own name of the fault, e.g. `ThrottlingException`. */
  readonly code?: string | undefined;
  readonly requestId?: string | undefined;
  readonly cause?: unknown;
}

/** Base of all that calls to AWS throw: `name` says what went wrong, `resource` with what. */
export abstract class AwsError extends Error {
  // Names are spelled out in each class: a minified bundle renames the classes.
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

/** There is no such stack, or the stack has no such resource: CloudFormation's code for both is the same. */
export class StackNotFoundError extends AwsError {
  override readonly name = 'StackNotFoundError';
}

/** More than one group answers to a description that should fit one. */
export class AmbiguousGroupError extends AwsError {
  override readonly name = 'AmbiguousGroupError';
}

/** The group is busy; the same call works a little later. */
export class ScalingActivityInProgressError extends AwsError {
  override readonly name = 'ScalingActivityInProgressError';
}

/** Another update of the same resource is under way; the same call works a little later. */
export class ResourceContentionError extends AwsError {
  override readonly name = 'ResourceContentionError';
}

/** AWS refuses the values themselves. */
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

/** A reply that lacks what the API promises. */
export class MalformedReplyError extends AwsError {
  override readonly name = 'MalformedReplyError';
}

/** Anything else; `code` and `cause` have what the SDK said. */
export class UnexpectedAwsError extends AwsError {
  override readonly name = 'UnexpectedAwsError';
}
