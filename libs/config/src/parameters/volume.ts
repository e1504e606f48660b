import { kmsKey } from '../kinds/arns.ts';
import { deviceName } from '../kinds/aws-ids.ts';
import { integer } from '../kinds/integers.ts';
import { boolean, choice } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const volumeParameters = {
  SEMAPHORE_AGENT_VOLUME_NAME: optional(
    deviceName,
    "The image's root device, to give it another volume than the image does. Not set: the image's own mapping, and the other volume parameters have no effect.",
    '/dev/sda1',
  ),
  SEMAPHORE_AGENT_VOLUME_TYPE: defaulted(
    choice(['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard']),
    'gp2',
    'The EBS volume type; st1 and sc1 cannot hold a root device.',
    'gp3',
  ),
  SEMAPHORE_AGENT_VOLUME_SIZE: defaulted(
    integer({ min: 1, max: 65_536, unit: 'GiB' }),
    64,
    'The size of the volume in GiB.',
    100,
  ),
  SEMAPHORE_AGENT_VOLUME_IOPS: optional(
    integer({ min: 100, max: 256_000 }),
    'I/O operations a second: required for io1 and io2, allowed for gp3 (from 3000).',
    6000,
  ),
  SEMAPHORE_AGENT_VOLUME_THROUGHPUT: optional(
    integer({ min: 125, max: 2000, unit: 'MiB/s' }),
    'Throughput in MiB/s, for gp3 only.',
    500,
  ),
  SEMAPHORE_AGENT_VOLUME_ENCRYPTED: defaulted(
    boolean,
    true,
    'Whether the volume is encrypted; false fails to launch an image that is encrypted itself.',
    true,
  ),
  SEMAPHORE_AGENT_VOLUME_KMS_KEY: optional(
    kmsKey,
    "The KMS key of the volume: key id, key ARN, alias or alias ARN. It must admit the Auto Scaling service-linked role. Not set: the account's own key for EBS, alias/aws/ebs.",
    'alias/ci-volumes',
  ),
};
