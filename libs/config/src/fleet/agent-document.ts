import type { AgentDocument } from '@agent-aws-stack/contract';
import { hostKeysParameterName, logStreamPrefix } from '@agent-aws-stack/contract';
import type { FleetConfig } from './fleet-config.ts';

/** The agent document of a fleet's instances. */
export function agentDocumentOf({
  stackName,
  endpoint,
  token,
  agent,
}: Pick<FleetConfig, 'stackName' | 'endpoint' | 'token' | 'agent'>): AgentDocument {
  return {
    endpoint,
    agentTokenParameterName: token.parameterName,
    sshKeysParameterName: hostKeysParameterName(stackName),
    disconnectAfterJob: agent.disconnectAfterJob,
    disconnectAfterIdleTimeout: agent.disconnectAfterIdleTimeoutSeconds,
    envVars: cacheVariables(agent.cacheBucketName),
    usePreSignedURL: agent.usePreSignedUrl,
    afterJob: agent.afterJob,
    interruptionGracePeriod: agent.interruptionGracePeriodSeconds,
    logStreamPrefix: agent.logStreamName === 'stack/instance' ? logStreamPrefix(stackName) : '',
  };
}

/** Environment variables that tell Semaphore's cache command to use the bucket. */
function cacheVariables(bucketName: string | undefined): readonly string[] {
  if (bucketName === undefined) return [];
  return [
    'SEMAPHORE_CACHE_BACKEND=s3',
    `SEMAPHORE_CACHE_S3_BUCKET=${bucketName}`,
    'SEMAPHORE_CACHE_USE_EC2_INSTANCE_PROFILE=true',
  ];
}
