import type { NameOrigin } from './agent-type.ts';
import { nameFromCallerIdentity } from './caller-identity.ts';
import { SemaphoreApiError } from './errors.ts';

/** Requests a pre-signed URL of sts:GetCallerIdentity and returns the body of the reply, in JSON. */
export type FollowIdentityUrl = (url: string) => Promise<string>;

const MAX_LENGTH = 80;
const PATTERN = /^[a-zA-Z0-9\-_/+]+$/;
/**
 * Only this host is allowed, without a port: no regional hosts, no hosts of other partitions (IsSTSURL in
 * self_hosted_hub/pkg/aws/aws.go).
 */
const STS_URL = /^https:\/\/sts\.amazonaws\.com(?:[/?]|$)/;

/**
 * Determines the name under which an agent registers: validates the given name, or gets one from STS (assignAgentName in
 * self_hosted_hub/pkg/publicapi/server.go).
 * Throws SemaphoreApiError 400 if the name is not allowed or STS cannot be reached.
 */
export async function assignAgentName(
  origin: NameOrigin,
  given: string,
  follow: FollowIdentityUrl,
): Promise<string> {
  if (origin.from === 'agent') {
    if (given.startsWith('/') || URL.canParse(given))
      throw refused('not allowed to use URLs for registration');
    if (given.length > MAX_LENGTH)
      throw refused(`the agent name '${given}' is invalid: must be below ${MAX_LENGTH} characters`);
    if (!PATTERN.test(given))
      throw refused(`the agent name '${given}' is invalid: must follow the pattern ${PATTERN.source}`);
    return given;
  }
  if (!STS_URL.test(given)) throw refused('only pre-signed AWS STS URLs for name assignment are allowed');
  let answer: string;
  try {
    answer = await follow(given);
  } catch (error) {
    throw refused(`error executing request to AWS STS: ${String(error)}`);
  }
  return nameFromCallerIdentity(origin, answer);
}

const refused = (message: string) => new SemaphoreApiError(400, message);
