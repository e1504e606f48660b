export { AgentFleet } from './agent-fleet.ts';
export type { AgentFleetProps, TokenSettings } from './props/agent-fleet-props.ts';
export type { AgentSettings } from './props/agent-settings.ts';
export type { FleetSchedule, GroupSettings, PurchaseSettings } from './props/group-settings.ts';
export type { InstanceSettings, MacSettings, RootVolumeSettings } from './props/instance-settings.ts';
export type { FleetVpcAttributes, NetworkSettings } from './props/network-settings.ts';
export type { AlarmSettings, LambdaSettings } from './props/operations-settings.ts';
export type { Overprovision, ScalerSettings } from './props/scaler-settings.ts';
export { InvalidFleetPropsError } from './invalid-fleet-props-error.ts';
