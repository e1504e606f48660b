import {
  DEFAULT_INITIALIZATION_QUOTA_MIBPS,
  largestLaunch,
  volumesAtOnce,
} from '../fleet/volume-initialization.ts';
import { parameters } from '../parameters/index.ts';
import { when } from '../rules/rule.ts';
import type { FindCautions } from './caution.ts';

const { deviceName: device, ...details } = parameters.instance.rootVolume;

export const volumeCautions: readonly FindCautions[] = [
  ({ instance: { rootVolume } }, isSet) =>
    rootVolume.deviceName !== undefined
      ? []
      : Object.values(details)
          .filter(isSet)
          .map((parameter) => ({
            parameter,
            effect: `has no effect without ${device.key}`,
            remedy: `Set ${device.key} to the image's root device, for example ${device.example}`,
          })),
  ({
    instance: {
      rootVolume: { deviceName, type, throughputMibps },
    },
  }) =>
    when(deviceName !== undefined && type !== 'gp3' && throughputMibps !== undefined, {
      parameter: details.throughputMibps,
      effect: `has no effect on a volume of type ${type}`,
      remedy: 'Set SEMAPHORE_AGENT_VOLUME_TYPE to gp3, the only type whose throughput can be set',
    }),
  ({ instance: { rootVolume }, group, scaler }) => {
    const rate = rootVolume.initializationRateMibps;
    if (rate === undefined) return [];
    const allowed = volumesAtOnce(DEFAULT_INITIALIZATION_QUOTA_MIBPS, rate);
    const launch = largestLaunch(group, scaler.enabled ? scaler.maxStep : 0);
    const maxStep = parameters.scaler.maxStep.key;
    return when(launch > allowed, {
      parameter: details.initializationRateMibps,
      effect: `is ${rate} MiB/s, so EC2 refuses all but ${allowed} of ${launch} launches at once, unless the account's quota of ${DEFAULT_INITIALIZATION_QUOTA_MIBPS} MiB/s has been raised`,
      remedy: scaler.enabled
        ? `Request a higher quota, lower the rate, or set ${maxStep} to at most ${allowed}`
        : 'Request a higher quota, or lower the rate',
    });
  },
];
