import { types } from 'node:util';
import {
  AccessDeniedError,
  AwsError,
  ConnectionError,
  CredentialsError,
  DeadlineExceededError,
  FunctionNotFoundError,
  GroupNotFoundError,
  InvalidRequestError,
  LogGroupNotFoundError,
  ParameterNotFoundError,
  ResourceContentionError,
  RuleNotFoundError,
  ScalingActivityInProgressError,
  ServiceError,
  StackNotFoundError,
  ThrottledError,
  UnexpectedAwsError,
  type AwsErrorDetails,
  type CallSite,
} from '../errors.ts';
import { TransportFault } from './transport-fault.ts';

type ErrorClass = new (site: CallSite, details: AwsErrorDetails) => AwsError;

const BY_CODE: readonly (readonly [RegExp, ErrorClass])[] = [
  [/^ParameterNotFound$/, ParameterNotFoundError],
  [/^(AccessDenied(Exception)?|UnauthorizedOperation|AuthorizationError(Exception)?)$/, AccessDeniedError],
  [
    /^(CredentialsProviderError|AuthFailure|RequestExpired|ExpiredToken(Exception)?|InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|MissingAuthenticationToken(Exception)?|IncompleteSignature(Exception)?)$/,
    CredentialsError,
  ],
  [
    /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|TooManyRequestsException|RequestLimitExceeded|SlowDown|TooManyUpdates)$/,
    ThrottledError,
  ],
  [/^ScalingActivityInProgress(Fault)?$/, ScalingActivityInProgressError],
  [/^(ResourceContention(Fault)?|ResourceConflictException)$/, ResourceContentionError],
  [/^(TimeoutError|RequestTimeout(Exception)?)$/, DeadlineExceededError],
];

/** The typed error for a ResourceNotFoundException, by the service that returned it. */
const NOT_FOUND: Readonly<Record<string, ErrorClass>> = {
  events: RuleNotFoundError,
  lambda: FunctionNotFoundError,
  logs: LogGroupNotFoundError,
};

/** Whether Auto Scaling's message about an invalid request means that the group does not exist. */
function saysGroupIsMissing(message: string): boolean {
  const [, ...afterGroup] = message.split(/group/i);
  return /name not found/i.test(message) || /not found|does not exist|no such/i.test(afterGroup.join(' '));
}

interface SdkError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** Converts anything that an SDK call throws into a typed error. */
export function toAwsError(thrown: unknown, site: CallSite): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (!types.isNativeError(thrown))
    return new UnexpectedAwsError(site, { detail: String(thrown), cause: thrown });
  const error: SdkError = thrown;
  const socketCode = typeof error.code === 'string' ? error.code : undefined;
  const details = {
    ...detailsOf(error),
    code: socketCode ?? error.name,
    requestId: error.$metadata?.requestId,
  };
  return new (classOf(error, socketCode, site))(site, details);
}

/** The SDK adds this to the message of an error about a reply that it cannot parse (@smithy/core, submodules/schema). */
const PARSING_HINT = '\n  Deserialization error: ';

/** The SDK's message and error. Leaves out the error of a parser: it quotes the reply, which may be a secret parameter. */
function detailsOf(error: Error): Pick<AwsErrorDetails, 'detail' | 'cause'> {
  if (error.message.includes(PARSING_HINT)) return { detail: 'cannot parse the reply' };
  return { detail: error.message || error.name, cause: error };
}

function classOf(error: SdkError, socketCode: string | undefined, { action }: CallSite): ErrorClass {
  if (error instanceof TransportFault) return error.timedOut ? DeadlineExceededError : ConnectionError;
  const [, byCode] = BY_CODE.find(([pattern]) => pattern.test(error.name)) ?? [];
  if (byCode !== undefined) return byCode;
  if (error.name === 'ResourceNotFoundException')
    return NOT_FOUND[action.split(':')[0] ?? ''] ?? UnexpectedAwsError;
  const status = error.$metadata?.httpStatusCode;
  if (status === 429) return ThrottledError;
  if (/^Validation(Error|Exception)$/.test(error.name)) {
    if (action.startsWith('cloudformation:') && /does not exist/.test(error.message))
      return StackNotFoundError;
    return saysGroupIsMissing(error.message) ? GroupNotFoundError : InvalidRequestError;
  }
  if (status !== undefined && status >= 500) return ServiceError;
  // The connection was closed in the middle of the body.
  if (socketCode !== undefined && /^E[A-Z]+$/.test(socketCode)) return ConnectionError;
  return UnexpectedAwsError;
}
