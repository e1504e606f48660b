import type { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Construct } from 'constructs';
import type { AgentConfig } from '@agent-aws-stack/config';
import { configParameterName, hostKeysParameterName, LOGICAL_IDS } from '@agent-aws-stack/contract';
import { core, ssm } from '../cdk.ts';
import { keepLogicalId } from '../keep-logical-id.ts';

export interface AgentConfigParameterProps {
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly tokenParameterName: string;
  readonly agent: AgentConfig;
}

/**
 * What an instance's start script needs to configure its agent. The token is not among it, only its parameter's name.
 * The images of the JavaScript stack read it too: keys and types stay, and there is no white space in it, since
 * their scripts pass it unquoted.
 */
export class AgentConfigParameter extends Construct {
  readonly parameter: StringParameter;

  constructor(
    scope: Construct,
    id: string,
    { endpoint, tokenParameterName, agent }: AgentConfigParameterProps,
  ) {
    super(scope, id);
    const { stackName } = core.Stack.of(this);
    this.parameter = new ssm.StringParameter(this, 'Parameter', {
      parameterName: configParameterName(stackName),
      description: 'Parameters required by the semaphore agent',
      tier: ssm.ParameterTier.STANDARD,
      stringValue: JSON.stringify({
        endpoint,
        agentTokenParameterName: tokenParameterName,
        sshKeysParameterName: hostKeysParameterName(stackName),
        disconnectAfterJob: String(agent.disconnectAfterJob),
        disconnectAfterIdleTimeout: String(agent.disconnectAfterIdleTimeoutSeconds),
        envVars: cacheVariables(agent.cacheBucketName),
        usePreSignedURL: agent.usePreSignedUrl,
        ...newerSettings(agent),
      }),
    });
    keepLogicalId(this.parameter, LOGICAL_IDS.configParameter);
  }
}

/** Keys that the JavaScript stack did not write: absent they mean what its instances did, so defaults change no document. */
function newerSettings({ afterJob, interruptionGracePeriodSeconds }: AgentConfig): Record<string, string> {
  return {
    ...(afterJob === 'replace' ? {} : { afterJob }),
    ...(interruptionGracePeriodSeconds === 0
      ? {}
      : { interruptionGracePeriod: String(interruptionGracePeriodSeconds) }),
  };
}

/** The variables by which Semaphore's cache command finds its bucket. */
function cacheVariables(bucketName: string | undefined): string[] {
  if (bucketName === undefined) return [];
  return [
    'SEMAPHORE_CACHE_BACKEND=s3',
    `SEMAPHORE_CACHE_S3_BUCKET=${bucketName}`,
    'SEMAPHORE_CACHE_USE_EC2_INSTANCE_PROFILE=true',
  ];
}
