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
];
