import { AwsError } from '../fleet/api/aws-error.ts';
import { ServiceFaultError, type ServiceFaultKind } from './network.ts';

const fields: Readonly<Record<ServiceFaultKind, object>> = {
  refused: { code: 'ECONNREFUSED' },
  error: { name: 'InternalFailure', $metadata: { httpStatusCode: 500 } },
  throttled: { name: 'ThrottlingException' },
  silent: { name: 'TimeoutError' },
  'reply-lost': { name: 'TimeoutError' },
};

/** Converts an error of a call within the process to the one that the AWS SDK would throw. */
export function sdkError(error: unknown): unknown {
  if (error instanceof AwsError)
    return Object.assign(new Error(error.message, { cause: error }), { name: error.code });
  if (!(error instanceof ServiceFaultError)) return error;
  return Object.assign(new Error(error.message, { cause: error }), fields[error.kind]);
}
