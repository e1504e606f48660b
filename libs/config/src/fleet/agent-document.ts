import type { AgentDocument } from '@agent-aws-stack/contract';
import { hostKeysParameterName, logStreamPrefix } from '@agent-aws-stack/contract';
import type { FleetConfig } from './fleet-config.ts';

/** The agent document of a fleet's instances. @param jobRoleArn - with strict isolation, the ARN of the jobs' role */
export function agentDocumentOf(
  {
    stackName,
    endpoint,
    token,
    agent,
    group,
  }: Pick<FleetConfig, 'stackName' | 'endpoint' | 'token' | 'agent' | 'group'>,
  jobRoleArn?: string,
): AgentDocument {
  return {
    endpoint,
    agentTokenParameterName: token.parameterName,
    sshKeysParameterName: hostKeysParameterName(stackName),
    disconnectAfterJob: agent.disconnectAfterJob,
    disconnectAfterIdleTimeout: agent.disconnectAfterIdleTimeoutSeconds,
    envVars: cacheVariables(agent),
    usePreSignedURL: agent.usePreSignedUrl,
    afterJob: agent.afterJob,
    shrinkOnDemand: group.purchase.onDemandFallbackAfterSeconds > 0,
    interruptionGracePeriod: agent.interruptionGracePeriodSeconds,
    launchTimeout: group.launchTimeoutSeconds,
    retireOnRebalance: group.capacityRebalance,
    // Without protection, Auto Scaling itself replaces instances of the maximum age, so they need not retire by themselves.
    retireAfter: group.newInstancesProtectedFromScaleIn ? group.maxInstanceLifetimeSeconds : 0,
    logStreamPrefix: agent.logStreamName === 'stack/instance' ? logStreamPrefix(stackName) : '',
    jobIsolation: agent.jobIsolation,
    jobRoleArn,
  };
}

/** Environment variables that tell Semaphore's cache command to use the bucket. */
function cacheVariables({ cacheBucketName, jobIsolation }: FleetConfig['agent']): readonly string[] {
  if (cacheBucketName === undefined) return [];
  return [
    'SEMAPHORE_CACHE_BACKEND=s3',
    `SEMAPHORE_CACHE_S3_BUCKET=${cacheBucketName}`,
    // With this variable, the cache command takes credentials and region only from the metadata service, and ignores what
    // start.sh sets in the environment of isolated jobs (cache-cli/pkg/storage/s3.go in semaphoreci/toolbox).
    ...(jobIsolation === 'strict' ? [] : ['SEMAPHORE_CACHE_USE_EC2_INSTANCE_PROFILE=true']),
  ];
}
