import type { ScalerEnvironment } from '@agent-aws-stack/contract';
import type { FleetConfig, ScalerConfig } from './fleet-config.ts';

export interface ScaledFleet extends Pick<FleetConfig, 'stackName' | 'endpoint' | 'token'> {
  readonly lambda: Pick<FleetConfig['lambda'], 'logLevel'>;
  readonly scaler: ScalerConfig;
  readonly alarms: Pick<FleetConfig['alarms'], 'enabled' | 'maxJobWaitSeconds'>;
  readonly purchase: Pick<FleetConfig['group']['purchase'], 'onDemandFallbackAfterSeconds'>;
  readonly launchTimeoutSeconds: number;
}

/** The environment of a fleet's scaler, from the fleet's configuration and the names of its resources. */
export function scalerEnvironmentOf(
  { stackName, endpoint, token, lambda, scaler, alarms, purchase, launchTimeoutSeconds }: ScaledFleet,
  names: Pick<
    ScalerEnvironment,
    'groupName' | 'onDemandGroupName' | 'leaseParameterName' | 'jobsParameterName'
  >,
): ScalerEnvironment {
  return {
    tokenParameterName: token.parameterName,
    stackName,
    endpoint,
    ...scaler,
    onDemandFallbackAfterSeconds: purchase.onDemandFallbackAfterSeconds,
    // Only the launch brake needs the timeout.
    launchTimeoutSeconds: scaler.launchBrake && launchTimeoutSeconds > 0 ? launchTimeoutSeconds : undefined,
    maxJobWaitSeconds: alarms.enabled ? alarms.maxJobWaitSeconds : 0,
    ...names,
    logLevel: lambda.logLevel,
  };
}
