import type { RootVolume } from '../fleet/fleet-config.ts';
import { parameters } from '../parameters/index.ts';
import { MAX_THROUGHPUT_MIBPS } from '../parameters/volume.ts';
import { when } from './rule.ts';
import type { Rule } from './rule.ts';

interface VolumeLimits {
  readonly sizeGib: readonly [min: number, max: number];
  /** Absent: the type's IOPS cannot be set. */
  readonly iops?: readonly [min: number, max: number];
  readonly iopsPerGib?: number;
}

/** EBS's limits of each volume type: https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const LIMITS: Readonly<Record<RootVolume['type'], VolumeLimits>> = {
  gp2: { sizeGib: [1, 16_384] },
  gp3: { sizeGib: [1, 65_536], iops: [3000, 80_000], iopsPerGib: 500 },
  io1: { sizeGib: [4, 16_384], iops: [100, 64_000], iopsPerGib: 50 },
  io2: { sizeGib: [4, 65_536], iops: [100, 256_000], iopsPerGib: 1000 },
  st1: { sizeGib: [125, 16_384] },
  sc1: { sizeGib: [125, 16_384] },
  standard: { sizeGib: [1, 1024] },
};

const volume = parameters.instance.rootVolume;

const GP3_BASELINE_IOPS = 3000;
const GP3_IOPS_PER_MIBPS = 4;
const GP3_BASELINE_MIBPS = 125;

/** Without SEMAPHORE_AGENT_VOLUME_NAME the image defines the volume, so only the rules about the initialization rate and the KMS key apply. */
export const volumeRules: readonly Rule[] = [
  ({ instance: { rootVolume } }) => {
    const { deviceName, type, sizeGib } = rootVolume;
    if (deviceName === undefined) return [];
    const [min, max] = LIMITS[type].sizeGib;
    return [
      ...when(sizeGib < min || sizeGib > max, {
        parameter: volume.sizeGib,
        expected: `from ${min} to ${max} GiB for a volume of type ${type}`,
      }),
      ...when((type === 'st1' || type === 'sc1') && /(?:sda1|xvda)$/.test(deviceName), {
        parameter: volume.type,
        expected: `an SSD type or standard: ${type} cannot be a root volume, and ${deviceName} is a root device`,
        suggestion: 'gp3',
      }),
    ];
  },
  ({ instance: { rootVolume } }) => {
    const { deviceName, type, sizeGib, iops } = rootVolume;
    const parameter = volume.iops;
    if (deviceName === undefined) return [];
    const { iops: range, iopsPerGib = 0 } = LIMITS[type];
    if (range === undefined) {
      const expected = `to be empty: the IOPS of a ${type} volume cannot be set`;
      return when(iops !== undefined, { parameter, expected });
    }
    const [min] = range;
    // A gp3 volume of any size has at least its baseline IOPS.
    const max = Math.min(range[1], Math.max(sizeGib * iopsPerGib, type === 'gp3' ? GP3_BASELINE_IOPS : 0));
    const expected = `from ${min} to ${max} for a volume of type ${type} and ${sizeGib} GiB`;
    if (iops === undefined) return when(type !== 'gp3', { parameter, expected: `to be set: ${expected}` });
    return when(iops < min || iops > max, { parameter, expected });
  },
  ({ instance: { rootVolume } }) => {
    const { deviceName, type, iops = GP3_BASELINE_IOPS, throughputMibps } = rootVolume;
    const parameter = volume.throughputMibps;
    if (deviceName === undefined || throughputMibps === undefined || type !== 'gp3') return [];
    if (throughputMibps < GP3_BASELINE_MIBPS) {
      const expected = `from ${GP3_BASELINE_MIBPS} to ${MAX_THROUGHPUT_MIBPS} MiB/s for a volume of type gp3`;
      return [{ parameter, expected }];
    }
    return when(throughputMibps * GP3_IOPS_PER_MIBPS > iops, {
      parameter,
      expected: `at most a quarter of the IOPS: ${iops / GP3_IOPS_PER_MIBPS} MiB/s with ${iops} IOPS`,
      suggestion: `SEMAPHORE_AGENT_VOLUME_IOPS=${throughputMibps * GP3_IOPS_PER_MIBPS}`,
    });
  },
  ({ instance: { rootVolume } }) =>
    when(rootVolume.deviceName === undefined && rootVolume.initializationRateMibps !== undefined, {
      parameter: volume.initializationRateMibps,
      expected: `to be empty, or ${volume.deviceName.key} to be set: without it, the launch template describes no volume`,
      suggestion: `${volume.deviceName.key}=${volume.deviceName.example}`,
    }),
  ({ instance: { rootVolume } }) =>
    when(!rootVolume.encrypted && rootVolume.kmsKey !== undefined, {
      parameter: volume.kmsKey,
      expected: 'to be empty, because SEMAPHORE_AGENT_VOLUME_ENCRYPTED is false',
    }),
];
