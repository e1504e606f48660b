import { architectureOf, type Arch } from '@agent-aws-stack/contract';
import type { FleetConfig, MacConfig, RootVolume, ScalerConfig } from './fleet-config.ts';
import { architectureOfTypes, launchedTypes } from './launched-types.ts';
import { parameters } from '../parameters/index.ts';
import type { FleetSettings } from '../parameters/index.ts';
import type { IsSet } from '../rules/rule.ts';
import { mayScaleIn } from '../schedules/schedule.ts';

const protection = parameters.group.newInstancesProtectedFromScaleIn;

/** The host of an organization's Semaphore API. */
export const organizationHost = (organization: string): string => `${organization}.semaphoreci.com`;

/** Resolves settings that break no rule. */
export function toFleetConfig({ organization, ...settings }: FleetSettings, isSet: IsSet): FleetConfig {
  const { instance, group } = settings;
  const isMac = instance.os === 'macos';
  return {
    ...settings,
    endpoint: settings.endpoint ?? organizationHost(`${organization}`),
    instance: {
      ...instance,
      arch: archOf(settings),
      rootVolume: rootVolume(instance.rootVolume),
      mac: isMac ? mac(instance.mac) : undefined,
    },
    group: {
      ...group,
      launchTemplateOverrides: isMac ? [] : group.launchTemplateOverrides,
      newInstancesProtectedFromScaleIn: isSet(protection)
        ? group.newInstancesProtectedFromScaleIn
        : group.schedules.some(mayScaleIn),
    },
    scaler: scaler(settings.scaler),
  };
}

/** On macOS, the architecture of the Mac families. With SEMAPHORE_AGENT_AMI, that of the instance types. Otherwise SEMAPHORE_AGENT_ARCH. */
function archOf({ instance, group }: Pick<FleetSettings, 'instance' | 'group'>): Arch {
  const family = instance.mac.families[0];
  if (instance.os === 'macos' && family !== undefined) {
    return architectureOf(`${family}.metal`) ?? instance.arch;
  }
  if (instance.amiId === undefined) return instance.arch;
  return architectureOfTypes(launchedTypes({ instance, group })) ?? instance.arch;
}

function rootVolume({
  deviceName,
  ...volume
}: FleetSettings['instance']['rootVolume']): RootVolume | undefined {
  if (deviceName === undefined) return undefined;
  // For other types, CloudFormation would pass the throughput on, and EC2 would refuse to launch instances.
  const throughputMibps = volume.type === 'gp3' ? volume.throughputMibps : undefined;
  return { deviceName, ...volume, throughputMibps };
}

function mac({ licenseConfigurationArn, ...mac }: FleetSettings['instance']['mac']): MacConfig | undefined {
  // A rule requires the license configuration on macOS, so a fleet without one is not a fleet of Macs.
  return licenseConfigurationArn === undefined ? undefined : { licenseConfigurationArn, ...mac };
}

function scaler({ enabled, overprovision, ...scaler }: FleetSettings['scaler']): ScalerConfig | undefined {
  const { strategy, factor } = overprovision;
  if (!enabled) return undefined;
  return { overprovision: strategy === 'none' ? { strategy } : { strategy, factor }, ...scaler };
}
