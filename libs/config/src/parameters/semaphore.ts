import { kmsKey } from '../kinds/arns.ts';
import { ssmParameterName } from '../kinds/aws-ids.ts';
import { endpoint, organization } from '../kinds/network-names.ts';
import { optional, required } from './parameter.ts';

export const semaphoreParameters = {
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: required(
    ssmParameterName,
    "Name of the SSM parameter that holds the agent type's registration token. You create it, as a SecureString; hierarchical names such as /ci/token are allowed.",
    '/semaphore/agent-token',
  ),
  SEMAPHORE_AGENT_TOKEN_KMS_KEY: optional(
    kmsKey,
    'The KMS key that encrypts the token parameter: a key id, key ARN, alias or alias ARN. Not set: the default key for SSM, alias/aws/ssm.',
    'alias/semaphore',
  ),
  SEMAPHORE_ENDPOINT: optional(
    endpoint,
    'The host, or host:port, of the Semaphore API, without https://. Takes precedence over SEMAPHORE_ORGANIZATION; one of the two is required.',
    'semaphore.example.com:8443',
  ),
  SEMAPHORE_ORGANIZATION: optional(
    organization,
    'Your Semaphore organization. The API is then <organization>.semaphoreci.com.',
    'acme',
  ),
};
