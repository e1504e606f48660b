import { ROOT_DEVICE } from '@agent-aws-stack/contract';
import { kmsKey } from '../kinds/arns.ts';
import { deviceName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const MAX_THROUGHPUT_MIBPS = 2000;

export const volumeParameters = {
  SEMAPHORE_AGENT_VOLUME_NAME: optional(
    deviceName,
    "Name of the image's root device. Set it to configure the root volume with the parameters below. Not set: the volume is the one the image defines, and the other volume parameters have no effect.",
    ROOT_DEVICE,
  ),
  SEMAPHORE_AGENT_VOLUME_TYPE: defaulted(
    choice(['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard']),
    'gp2',
    'The EBS volume type. st1 and sc1 cannot be used as a root volume.',
    'gp3',
  ),
  SEMAPHORE_AGENT_VOLUME_SIZE: defaulted(
    integer({ min: 1, max: 65_536, unit: 'GiB' }),
    64,
    'Size of the volume in GiB.',
    100,
  ),
  SEMAPHORE_AGENT_VOLUME_IOPS: optional(
    integer({ min: 100, max: 256_000 }),
    'I/O operations per second: required for io1 and io2, optional for gp3 (3000 or more).',
    6000,
  ),
  SEMAPHORE_AGENT_VOLUME_THROUGHPUT: optional(
    integer({ min: 1, max: MAX_THROUGHPUT_MIBPS, unit: 'MiB/s' }),
    'Throughput, for gp3 only (from 125).',
    500,
  ),
  SEMAPHORE_AGENT_VOLUME_ENCRYPTED: defaulted(
    boolean,
    true,
    'Whether the volume is encrypted. Do not set it to false with an encrypted image: its instances fail to launch.',
    true,
  ),
  SEMAPHORE_AGENT_VOLUME_KMS_KEY: optional(
    kmsKey,
    'The KMS key of the volume: a key id, key ARN, alias or alias ARN. Its policy must allow the Auto Scaling service-linked role. Not set: the default key for EBS, alias/aws/ebs.',
    'alias/ci-volumes',
  ),
};
