import {
  AccessDeniedError,
  AwsError,
  ConnectionError,
  CredentialsError,
  DeadlineExceededError,
  GroupNotFoundError,
  InvalidRequestError,
  ParameterNotFoundError,
  ResourceContentionError,
  ScalingActivityInProgressError,
  ServiceError,
  ThrottledError,
  UnexpectedAwsError,
  type AwsErrorDetails,
  type CallSite,
} from '../errors.ts';

type Kind = new (site: CallSite, details: AwsErrorDetails) => AwsError;

const KINDS: readonly (readonly [RegExp, Kind])[] = [
  [/^ParameterNotFound$/, ParameterNotFoundError],
  [/^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?)$/, AccessDeniedError],
  [
    /^(CredentialsProviderError|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?)$/,
    CredentialsError,
  ],
  [
    /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|TooManyRequestsException|RequestLimitExceeded|SlowDown|TooManyUpdates)$/,
    ThrottledError,
  ],
  [/^ScalingActivityInProgress(Fault)?$/, ScalingActivityInProgressError],
  [/^ResourceContention(Fault)?$/, ResourceContentionError],
  [/^(TimeoutError|AbortError|RequestTimeout(Exception)?)$/, DeadlineExceededError],
];

const CONNECTION_CODE =
  /^(E[A-Z]+(_[A-Z]+)*|CERT_.*|ERR_TLS_.*|ERR_SSL_.*|(DEPTH_ZERO_)?SELF_SIGNED_CERT.*|UNABLE_TO_.*)$/;
const GROUP_MISSING = /group.*(not found|does not exist|no such)|name not found/i;

interface SdkError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** The typed error for whatever an SDK call threw. */
export function toAwsError(thrown: unknown, site: CallSite): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (!(thrown instanceof Error))
    return new UnexpectedAwsError(site, { detail: String(thrown), cause: thrown });
  const error: SdkError = thrown;
  const socketCode = typeof error.code === 'string' ? error.code : undefined;
  const details = {
    detail: error.message || error.name,
    code: socketCode ?? error.name,
    requestId: error.$metadata?.requestId,
    cause: error,
  };
  return new (kindOf(error, socketCode))(site, details);
}

function kindOf(error: SdkError, socketCode: string | undefined): Kind {
  const named = KINDS.find(([pattern]) => pattern.test(error.name));
  if (named !== undefined) return named[1];
  const status = error.$metadata?.httpStatusCode;
  if (status === 429) return ThrottledError;
  if (/^Validation(Error|Exception)$/.test(error.name)) {
    return GROUP_MISSING.test(error.message) ? GroupNotFoundError : InvalidRequestError;
  }
  if (status !== undefined && status >= 500) return ServiceError;
  if (socketCode !== undefined && CONNECTION_CODE.test(socketCode)) return ConnectionError;
  return UnexpectedAwsError;
}
