import { kmsKey } from '../kinds/arns.ts';
import { ssmParameterName } from '../kinds/aws-ids.ts';
import { endpoint, organization } from '../kinds/network-names.ts';
import { optional, required } from './parameter.ts';

export const semaphoreParameters = {
  SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: required(
    ssmParameterName,
    "The SSM parameter (a SecureString of yours) that holds the agent type's registration token; it may be hierarchical, as /ci/token.",
    '/semaphore/agent-token',
  ),
  SEMAPHORE_AGENT_TOKEN_KMS_KEY: optional(
    kmsKey,
    "The KMS key that encrypts the token's parameter: key id, key ARN, alias or alias ARN. Not set: the account's own key for SSM, alias/aws/ssm.",
    'alias/semaphore',
  ),
  SEMAPHORE_ENDPOINT: optional(
    endpoint,
    'The host, or host:port, of the Semaphore API, without https://. It wins over SEMAPHORE_ORGANIZATION; one of the two is required.',
    'semaphore.example.com:8443',
  ),
  SEMAPHORE_ORGANIZATION: optional(
    organization,
    'The organization; the API is then <organization>.semaphoreci.com.',
    'acme',
  ),
};
