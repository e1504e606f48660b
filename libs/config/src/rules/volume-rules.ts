import type { RootVolume } from '../fleet-config.ts';
import { MAX_THROUGHPUT_MIBPS } from '../parameters/volume.ts';
import { rule, when } from './rule.ts';
import type { Rule } from './rule.ts';

interface VolumeLimits {
  readonly sizeGib: readonly [min: number, max: number];
  /** Absent: the type has no IOPS to choose. */
  readonly iops?: readonly [min: number, max: number];
  readonly iopsPerGib?: number;
}

/** EBS's limits of each volume type. */
const LIMITS: Readonly<Record<RootVolume['type'], VolumeLimits>> = {
  gp2: { sizeGib: [1, 16_384] },
  gp3: { sizeGib: [1, 65_536], iops: [3000, 80_000], iopsPerGib: 500 },
  io1: { sizeGib: [4, 16_384], iops: [100, 64_000], iopsPerGib: 50 },
  io2: { sizeGib: [4, 65_536], iops: [100, 256_000], iopsPerGib: 1000 },
  st1: { sizeGib: [125, 16_384] },
  sc1: { sizeGib: [125, 16_384] },
  standard: { sizeGib: [1, 1024] },
};

const GP3_BASELINE_IOPS = 3000;
const GP3_IOPS_PER_MIBPS = 4;
const GP3_BASELINE_MIBPS = 125;

/** None applies without SEMAPHORE_AGENT_VOLUME_NAME: then the volume is the image's. */
export const volumeRules: readonly Rule[] = [
  rule(
    ['SEMAPHORE_AGENT_VOLUME_NAME', 'SEMAPHORE_AGENT_VOLUME_TYPE', 'SEMAPHORE_AGENT_VOLUME_SIZE'],
    ({
      SEMAPHORE_AGENT_VOLUME_NAME: device,
      SEMAPHORE_AGENT_VOLUME_TYPE: type,
      SEMAPHORE_AGENT_VOLUME_SIZE: sizeGib,
    }) => {
      if (device === undefined) return [];
      const [min, max] = LIMITS[type].sizeGib;
      return [
        ...when(sizeGib < min || sizeGib > max, {
          key: 'SEMAPHORE_AGENT_VOLUME_SIZE',
          expected: `from ${min} to ${max} GiB for a volume of type ${type}`,
        }),
        ...when((type === 'st1' || type === 'sc1') && /(?:sda1|xvda)$/.test(device), {
          key: 'SEMAPHORE_AGENT_VOLUME_TYPE',
          expected: `an SSD type or standard: ${type} cannot hold a root device, which ${device} is`,
          suggestion: 'gp3',
        }),
      ];
    },
  ),
  rule(
    [
      'SEMAPHORE_AGENT_VOLUME_NAME',
      'SEMAPHORE_AGENT_VOLUME_TYPE',
      'SEMAPHORE_AGENT_VOLUME_SIZE',
      'SEMAPHORE_AGENT_VOLUME_IOPS',
    ],
    ({
      SEMAPHORE_AGENT_VOLUME_NAME: device,
      SEMAPHORE_AGENT_VOLUME_TYPE: type,
      SEMAPHORE_AGENT_VOLUME_SIZE: sizeGib,
      SEMAPHORE_AGENT_VOLUME_IOPS: iops,
    }) => {
      const key = 'SEMAPHORE_AGENT_VOLUME_IOPS';
      if (device === undefined) return [];
      const { iops: range, iopsPerGib = 0 } = LIMITS[type];
      if (range === undefined) {
        return when(iops !== undefined, {
          key,
          expected: `to be empty: a volume of type ${type} has no IOPS to choose`,
        });
      }
      const [min] = range;
      // A gp3 volume has its baseline at any size.
      const max = Math.min(range[1], Math.max(sizeGib * iopsPerGib, type === 'gp3' ? GP3_BASELINE_IOPS : 0));
      const expected = `from ${min} to ${max} for a volume of type ${type} and ${sizeGib} GiB`;
      if (iops === undefined) {
        return when(type !== 'gp3', { key, expected: `to be set: ${expected}` });
      }
      return when(iops < min || iops > max, { key, expected });
    },
  ),
  rule(
    [
      'SEMAPHORE_AGENT_VOLUME_NAME',
      'SEMAPHORE_AGENT_VOLUME_TYPE',
      'SEMAPHORE_AGENT_VOLUME_IOPS',
      'SEMAPHORE_AGENT_VOLUME_THROUGHPUT',
    ],
    ({
      SEMAPHORE_AGENT_VOLUME_NAME: device,
      SEMAPHORE_AGENT_VOLUME_TYPE: type,
      SEMAPHORE_AGENT_VOLUME_IOPS: iops = GP3_BASELINE_IOPS,
      SEMAPHORE_AGENT_VOLUME_THROUGHPUT: throughputMibps,
    }) => {
      const key = 'SEMAPHORE_AGENT_VOLUME_THROUGHPUT';
      if (device === undefined || throughputMibps === undefined || type !== 'gp3') return [];
      if (throughputMibps < GP3_BASELINE_MIBPS) {
        const expected = `from ${GP3_BASELINE_MIBPS} to ${MAX_THROUGHPUT_MIBPS} MiB/s for a volume of type gp3`;
        return [{ key, expected }];
      }
      return when(throughputMibps * GP3_IOPS_PER_MIBPS > iops, {
        key,
        expected: `at most a quarter of the IOPS, so ${iops / GP3_IOPS_PER_MIBPS} MiB/s with ${iops} IOPS`,
        suggestion: `SEMAPHORE_AGENT_VOLUME_IOPS=${throughputMibps * GP3_IOPS_PER_MIBPS}`,
      });
    },
  ),
  rule(
    ['SEMAPHORE_AGENT_VOLUME_ENCRYPTED', 'SEMAPHORE_AGENT_VOLUME_KMS_KEY'],
    ({ SEMAPHORE_AGENT_VOLUME_ENCRYPTED: encrypted, SEMAPHORE_AGENT_VOLUME_KMS_KEY: kmsKey }) =>
      when(!encrypted && kmsKey !== undefined, {
        key: 'SEMAPHORE_AGENT_VOLUME_KMS_KEY',
        expected: 'to be empty, as SEMAPHORE_AGENT_VOLUME_ENCRYPTED is false',
      }),
  ),
];
