import type { FleetSettings } from '../parameters/index.ts';
import type { instanceParameters } from '../parameters/instance.ts';
import type { macParameters } from '../parameters/mac.ts';
import type { ValuesOf } from '../parameters/parameter-tree.ts';
import type { volumeParameters } from '../parameters/volume.ts';

export type { LaunchTemplateOverride } from '../kinds/launch-template-override.ts';
export type { Tag } from '../kinds/tags.ts';

/**
 * One fleet, resolved: its settings with every rule checked, and what does not apply to it left out. A parameter's
 * entry in parameters/ says which place its value has; written out here is only what differs from the settings.
 */
export interface FleetConfig extends Omit<
  FleetSettings,
  'organization' | 'endpoint' | 'instance' | 'scaler'
> {
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly instance: InstanceConfig;
  /** Absent: nothing scales the group (SEMAPHORE_AGENT_USE_DYNAMIC_SCALING=false). */
  readonly scaler: ScalerConfig | undefined;
}

export type TokenConfig = FleetConfig['token'];
export type AgentConfig = FleetConfig['agent'];
export type GroupConfig = FleetConfig['group'];
export type PurchaseConfig = GroupConfig['purchase'];
export type NetworkConfig = FleetConfig['network'];
export type LambdaConfig = FleetConfig['lambda'];

export interface InstanceConfig extends ValuesOf<typeof instanceParameters> {
  /** Absent: the image's own mapping. */
  readonly rootVolume: RootVolume | undefined;
  /** Present exactly when os is macos. */
  readonly mac: MacConfig | undefined;
}

export interface RootVolume extends ValuesOf<typeof volumeParameters> {
  readonly deviceName: string;
}

export interface MacConfig extends ValuesOf<typeof macParameters> {
  readonly licenseConfigurationArn: string;
}

export interface ScalerConfig extends Omit<FleetSettings['scaler'], 'enabled' | 'overprovision'> {
  readonly overprovision: Overprovision;
}

export type Overprovision =
  { readonly strategy: 'none' } | { readonly strategy: 'number' | 'percentage'; readonly factor: number };
