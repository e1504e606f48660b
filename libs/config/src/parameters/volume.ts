import { ROOT_DEVICE } from '@agent-aws-stack/contract';
import { kmsKey } from '../kinds/arns.ts';
import { deviceName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const MAX_THROUGHPUT_MIBPS = 2000;

export const volumeParameters = {
  deviceName: optional('SEMAPHORE_AGENT_VOLUME_NAME', {
    kind: deviceName,
    help: "Name of the image's root device. Set it to configure the root volume with the parameters below. Not set: instances use the volume that the image defines, and the other volume parameters have no effect.",
    example: ROOT_DEVICE,
  }),
  type: defaulted('SEMAPHORE_AGENT_VOLUME_TYPE', {
    kind: choice(['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard']),
    default: 'gp2',
    help: 'The EBS volume type. st1 and sc1 cannot be used as a root volume.',
    example: 'gp3',
  }),
  sizeGib: defaulted('SEMAPHORE_AGENT_VOLUME_SIZE', {
    kind: integer({ min: 1, max: 65_536, unit: 'GiB' }),
    default: 64,
    help: 'Size of the volume in GiB.',
    example: 100,
  }),
  iops: optional('SEMAPHORE_AGENT_VOLUME_IOPS', {
    kind: integer({ min: 100, max: 256_000 }),
    help: 'I/O operations per second: required for io1 and io2, optional for gp3 (3000 or more).',
    example: 6000,
  }),
  throughputMibps: optional('SEMAPHORE_AGENT_VOLUME_THROUGHPUT', {
    kind: integer({ min: 1, max: MAX_THROUGHPUT_MIBPS, unit: 'MiB/s' }),
    help: 'Throughput in MiB/s, at least 125. For gp3 only.',
    example: 500,
  }),
  initializationRateMibps: optional('SEMAPHORE_AGENT_VOLUME_INITIALIZATION_RATE', {
    kind: integer({ min: 100, max: 300, unit: 'MiB/s' }),
    help: "The rate in MiB/s at which EBS fills a new volume with the image's data, for an additional price at each launch. Needs SEMAPHORE_AGENT_VOLUME_NAME. Launches above the account's quota fail, by default above 5,000 MiB/s in a region: 16 at once with a rate of 300. Not set: EBS reads each block when it is first used.",
    example: 300,
  }),
  encrypted: defaulted('SEMAPHORE_AGENT_VOLUME_ENCRYPTED', {
    kind: boolean,
    default: true,
    help: 'Whether the volume is encrypted. Do not set it to false if the image is encrypted: instances would fail to launch.',
    example: true,
  }),
  kmsKey: optional('SEMAPHORE_AGENT_VOLUME_KMS_KEY', {
    kind: kmsKey,
    help: 'The KMS key of the volume: a key id, key ARN, alias or alias ARN. Its policy must allow the Auto Scaling service-linked role. Not set: the default key for EBS, alias/aws/ebs.',
    example: 'alias/ci-volumes',
  }),
};
