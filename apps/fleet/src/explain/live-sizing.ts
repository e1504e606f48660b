import type { FleetConfig } from '@agent-aws-stack/config';
import type { Headroom, Sizing } from '@agent-aws-stack/sizing';

/** How the scaler that is deployed sizes the group, from its function's environment. */
export function liveSizing(environment: Readonly<Record<string, string>>): Sizing {
  const number = (key: string) => Number(environment[key] || 0);
  const strategy = environment['SEMAPHORE_AGENT_OVERPROVISION_STRATEGY'];
  const factor = number('SEMAPHORE_AGENT_OVERPROVISION_FACTOR');
  const headroom: Headroom =
    strategy === 'number' || strategy === 'percentage' ? { strategy, factor } : { strategy: 'none' };
  return { headroom, maxStep: number('SEMAPHORE_AGENT_SCALER_MAX_STEP') };
}

/** How it would be sized after a deployment; undefined when nothing would scale it. */
export function configuredSizing({ scaler }: FleetConfig): Sizing | undefined {
  return scaler && { headroom: scaler.overprovision, maxStep: scaler.maxStep };
}
