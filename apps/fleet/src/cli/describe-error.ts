import {
  AccessDeniedError,
  AwsError,
  ConnectionError,
  CredentialsError,
  DeadlineExceededError,
  ThrottledError,
} from '@agent-aws-stack/aws-clients';
import { ConfigurationError, type Problem } from '@agent-aws-stack/config';
import {
  InvalidEndpointError,
  SemaphoreConnectionError,
  SemaphoreError,
  SemaphoreStatusError,
} from '@agent-aws-stack/semaphore-api';
import { awsConnectionRemedy, connectionRemedy } from './connection-remedy.ts';
import { CancelledError, DeclinedError, UserError, type SingleProblem } from './errors.ts';
import { fullCommandWith, quote, type FullCommand } from './full-command.ts';

/** An error as users see it: without a stack trace, and with a remedy if there is one. */
export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  /** The parameter, option or resource concerned. */
  readonly key?: string | undefined;
  readonly remedy?: string | undefined;
  /** The problems that the error lists; undefined if it lists none. */
  readonly problems?: readonly SingleProblem[] | undefined;
}

export interface ErrorContext {
  /** Renders the commands that a remedy names. @default - commands without options */
  readonly fullCommand?: FullCommand | undefined;
  /** The AWS profile in use. */
  readonly profile?: string | undefined;
}

/** Describes an error that the user can solve; undefined for a defect of this program. */
export function describeError(
  error: unknown,
  { fullCommand = fullCommandWith({}), profile }: ErrorContext = {},
): ErrorReport | undefined {
  if (error instanceof ConfigurationError) {
    return { ...text(error), problems: error.problems.map(toSingleProblem) };
  }
  if (error instanceof UserError) {
    const { key, remedy, problems } = error;
    return { ...text(error), key, remedy, problems };
  }
  if (error instanceof CancelledError || error instanceof DeclinedError) return text(error);
  if (isRegionMissing(error)) {
    return {
      name: 'RegionError',
      key: 'AWS_REGION',
      message: 'AWS_REGION: no region is named',
      remedy: 'Name the region: --region, AWS_REGION, or in the profile',
    };
  }
  // No call reached AWS, and it is chance which call needs the credentials first. So the message does not name a call.
  if (error instanceof CredentialsError && error.code === 'CredentialsProviderError') {
    const key = 'AWS credentials';
    const why = error.message.slice(`${error.action} on ${error.resource}: `.length);
    return { ...text(error), key, message: `${key}: ${why}`, remedy: credentialsRemedy(profile) };
  }
  if (error instanceof AwsError)
    return { ...text(error), key: error.resource, remedy: awsRemedy(error, profile) };
  if (error instanceof SemaphoreError) {
    return { ...text(error), key: error.endpoint, remedy: semaphoreRemedy(error, fullCommand) };
  }
  if (error instanceof InvalidEndpointError) return { ...text(error), key: 'SEMAPHORE_ENDPOINT' };
  return undefined;
}

/** Whether this is the SDK's error for having neither AWS_REGION nor a region in the profile. */
export const isRegionMissing = (error: unknown): boolean =>
  error instanceof Error && /region is missing/i.test(error.message);

const toSingleProblem = (problem: Problem): SingleProblem => ({
  ...problem,
  message: `${problem.key}: expected ${problem.expected}`,
});

const text = ({ name, message }: Error) => ({ name, message });

function awsRemedy(error: AwsError, profile: string | undefined): string | undefined {
  if (error instanceof CredentialsError) return credentialsRemedy(profile);
  if (error instanceof AccessDeniedError) {
    return `Allow ${error.action} to the role or user in use, or use other credentials with --profile`;
  }
  if (error instanceof ThrottledError) return 'AWS throttles this account; try again in a minute';
  if (error instanceof ConnectionError || error instanceof DeadlineExceededError) {
    return awsConnectionRemedy(error.code, error.message);
  }
  return undefined;
}

const credentialsRemedy = (profile: string | undefined): string =>
  profile
    ? `Sign in to AWS with the profile ${profile}, if it exists, or choose another with --profile; \`aws sts get-caller-identity --profile ${quote(profile)}\` shows who you are`
    : 'Sign in to AWS, or choose a profile with --profile; `aws sts get-caller-identity` shows who you are';

function semaphoreRemedy(error: SemaphoreError, fullCommand: FullCommand): string {
  if (!(error instanceof SemaphoreStatusError)) {
    return connectionRemedy(
      error instanceof SemaphoreConnectionError ? error.code : undefined,
      'Check SEMAPHORE_ENDPOINT or SEMAPHORE_ORGANIZATION, and that this machine can reach it',
    );
  }
  if (error.status === 401 || error.status === 404) {
    return `Semaphore does not know this token at this address. Check the organization and the IP addresses that it allows, or replace the token: ${fullCommand('token rotate')}`;
  }
  return 'Try again later';
}
