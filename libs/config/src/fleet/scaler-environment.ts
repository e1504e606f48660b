import type { ScalerEnvironment } from '@agent-aws-stack/contract';
import type { FleetConfig, ScalerConfig } from './fleet-config.ts';

export interface ScaledFleet extends Pick<FleetConfig, 'stackName' | 'endpoint' | 'token'> {
  readonly lambda: Pick<FleetConfig['lambda'], 'logLevel'>;
  readonly scaler: ScalerConfig;
}

/** The environment of a fleet's scaler, from the fleet's configuration and the names of its resources. */
export function scalerEnvironmentOf(
  { stackName, endpoint, token, lambda, scaler }: ScaledFleet,
  names: Pick<ScalerEnvironment, 'groupName' | 'leaseParameterName' | 'jobsParameterName'>,
): ScalerEnvironment {
  return {
    tokenParameterName: token.parameterName,
    stackName,
    endpoint,
    ...scaler,
    ...names,
    logLevel: lambda.logLevel,
  };
}
