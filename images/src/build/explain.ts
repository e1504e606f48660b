import { ImageSourcesError } from '@agent-aws-stack/ami-hash';
import { AwsError, CredentialsError } from '@agent-aws-stack/aws-clients';
import { ConfigurationError } from '@agent-aws-stack/config';
import { BuildError, BuildOptionsError } from './errors.ts';

const EXPECTED = [BuildError, BuildOptionsError, ImageSourcesError, AwsError, ConfigurationError];

/** What to print for an error: its message if the user can correct it, or its stack trace if it is a defect. */
export function explain(error: unknown): string {
  if (error instanceof CredentialsError) {
    return `AWS credentials: ${error.message}. Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; --dry-run needs none`;
  }
  if (EXPECTED.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof Error && error.name === 'AbortError')
    return 'Interrupted before Packer created anything.';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
