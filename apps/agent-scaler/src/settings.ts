import { InvalidEnvironmentError, readScalerEnvironment, type LogLevel } from '@agent-aws-stack/contract';
import { parseEndpoint, type Endpoint } from '@agent-aws-stack/semaphore-api';
import type { Headroom } from '@agent-aws-stack/sizing';

/** The scaler's settings, which the stack sets in the function's environment. */
export interface ScalerSettings {
  readonly tokenParameterName: string;
  readonly stackName: string;
  readonly endpoint: Endpoint;
  readonly headroom: Headroom;
  /** Name of the Auto Scaling group. @default - the group with the stack's tag */
  readonly groupName: string | undefined;
  /** Name of the group of on-demand instances that stand in for spot instances. @default - there is no such group */
  readonly onDemandGroupName: string | undefined;
  /** How long spot capacity must be missing before on-demand instances stand in. */
  readonly onDemandFallbackAfterMs: number;
  /** Name of the SSM parameter that serves as the lease. @default - no lease */
  readonly leaseParameterName: string | undefined;
  /** Name of the SSM parameter with the times at which queued jobs were first seen. @default - times of other invocations are unknown */
  readonly jobsParameterName: string | undefined;
  readonly pollIntervalMs: number;
  /** How many instances one decision may add at most; 0 = no limit. */
  readonly maxStep: number;
  /** Whether launches are suspended while agents do not start. */
  readonly launchBrake: boolean;
  /** How long an instance has until its agent must be ready. @default - as long as it takes */
  readonly launchTimeoutMs?: number | undefined;
  /** How long jobs may be queued before an alarm fires; 0 = there is no such alarm. */
  readonly maxJobWaitMs: number;
  readonly logLevel: LogLevel;
}

/** @throws InvalidEnvironmentError that names every variable that is missing or malformed, or, if all are well-formed, an endpoint that cannot be used */
export function readSettings(environment: NodeJS.ProcessEnv): ScalerSettings {
  const { endpoint, overprovision, pollIntervalSeconds, ...others } = readScalerEnvironment(environment);
  const { onDemandFallbackAfterSeconds, launchTimeoutSeconds, maxJobWaitSeconds, ...settings } = others;
  return {
    ...settings,
    endpoint: endpointOf(endpoint),
    headroom: overprovision,
    pollIntervalMs: pollIntervalSeconds * 1_000,
    onDemandFallbackAfterMs: onDemandFallbackAfterSeconds * 1_000,
    launchTimeoutMs: launchTimeoutSeconds === undefined ? undefined : launchTimeoutSeconds * 1_000,
    maxJobWaitMs: maxJobWaitSeconds * 1_000,
  };
}

function endpointOf(value: string): Endpoint {
  try {
    return parseEndpoint(value);
  } catch (error) {
    throw new InvalidEnvironmentError([`SEMAPHORE_ENDPOINT ${(error as Error).message}`]);
  }
}
