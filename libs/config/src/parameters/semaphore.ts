import { kmsKey } from '../kinds/arns.ts';
import { ssmParameterName } from '../kinds/aws-ids.ts';
import { endpoint, organization } from '../kinds/network-names.ts';
import { optional, required } from './parameter.ts';

export const semaphoreParameters = {
  token: {
    parameterName: required('SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME', {
      kind: ssmParameterName,
      help: "Name of the SSM parameter that holds the agent type's registration token. You create the parameter yourself, as a SecureString. Hierarchical names such as /ci/token are allowed.",
      example: '/semaphore/agent-token',
    }),
    kmsKey: optional('SEMAPHORE_AGENT_TOKEN_KMS_KEY', {
      kind: kmsKey,
      help: 'The KMS key that encrypts the token parameter: a key id, key ARN, alias or alias ARN. Not set: the default key for SSM, alias/aws/ssm.',
      example: 'alias/semaphore',
    }),
  },
  endpoint: optional('SEMAPHORE_ENDPOINT', {
    kind: endpoint,
    help: 'The host, or host:port, of the Semaphore API, without https://. Takes precedence over SEMAPHORE_ORGANIZATION; one of the two is required.',
    example: 'semaphore.example.com:8443',
  }),
  organization: optional('SEMAPHORE_ORGANIZATION', {
    kind: organization,
    help: 'Your Semaphore organization. The API is then <organization>.semaphoreci.com.',
    example: 'acme',
  }),
};
