import type { FleetSettings } from '../parameters/index.ts';
import type { instanceParameters } from '../parameters/instance.ts';
import type { macParameters } from '../parameters/mac.ts';
import type { ValuesOf } from '../parameters/parameter-tree.ts';
import type { volumeParameters } from '../parameters/volume.ts';

export type { LaunchTemplateOverride } from '../kinds/launch-template-override.ts';
export type { Tag } from '../kinds/tags.ts';
export type { Schedule, SizeLimits } from '../schedules/schedule.ts';

/**
 * One fleet, resolved: its settings break no rule, and settings that do not apply to it are left out. Declares
 * only the differences from FleetSettings, whose members come from the parameters in libs/config/src/parameters.
 */
export interface FleetConfig extends Omit<
  FleetSettings,
  'organization' | 'endpoint' | 'instance' | 'scaler'
> {
  /** Host, or host:port, of the organization's Semaphore API. */
  readonly endpoint: string;
  readonly instance: InstanceConfig;
  /** Undefined if SEMAPHORE_AGENT_USE_DYNAMIC_SCALING is false. */
  readonly scaler: ScalerConfig | undefined;
}

export type TokenConfig = FleetConfig['token'];
export type AgentConfig = FleetConfig['agent'];
export type GroupConfig = FleetConfig['group'];
export type PurchaseConfig = GroupConfig['purchase'];
export type NetworkConfig = FleetConfig['network'];
export type LambdaConfig = FleetConfig['lambda'];

export interface InstanceConfig extends ValuesOf<typeof instanceParameters> {
  /** Undefined: instances use the volume that the image defines. */
  readonly rootVolume: RootVolume | undefined;
  /** Defined only if `os` is macos. */
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
