/** What a program needs to run the scaler without Lambda, on a clock and connections of its own. */
export { EmbeddedMetrics } from './adapters/embedded-metrics.ts';
export { launchesOfFleet } from './adapters/fleet-launches.ts';
export { GroupCapacity } from './adapters/group-capacity.ts';
export { onDemandGroup } from './adapters/on-demand-group.ts';
export { ParameterLease } from './adapters/parameter-lease.ts';
export { SightsParameter } from './adapters/sights-parameter.ts';
export { DEFAULT_LIMITS } from './call-limits.ts';
export type { Ports } from './invocation.ts';
export type { Clock } from './ports.ts';
export { runScheduled } from './run-scheduled.ts';
export { readSettings, type ScalerSettings } from './settings.ts';
export type { TokenCache } from './token-source.ts';
