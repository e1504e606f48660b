import type { FleetConfig } from '@agent-aws-stack/config';
import { InvalidEnvironmentError, readScalerEnvironment } from '@agent-aws-stack/contract';
import type { Sizing } from '@agent-aws-stack/sizing';
import { LookupSkippedError } from '../../observe/fact.ts';

/** How the deployed scaler sizes the group, read from its environment. @throws LookupSkippedError if the environment is invalid */
export function liveSizing(environment: Readonly<Record<string, string>>): Sizing {
  try {
    const { overprovision, maxStep } = readScalerEnvironment(environment);
    return { headroom: overprovision, maxStep };
  } catch (error) {
    if (error instanceof InvalidEnvironmentError) throw new LookupSkippedError(error.message);
    throw error;
  }
}

/** How the configured scaler would size the group; undefined if the configuration has no scaler. */
export function configuredSizing({ scaler }: FleetConfig): Sizing | undefined {
  return scaler && { headroom: scaler.overprovision, maxStep: scaler.maxStep };
}
