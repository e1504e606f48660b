import type { IMachineImage } from 'aws-cdk-lib/aws-ec2';
import { writeImageName } from '@agent-aws-stack/contract';
import { ec2 } from './cdk.ts';

/** The account's newest image for an operating system and architecture, whatever the version and the sources of the image. */
export function newestImage(os: string, arch: string): IMachineImage {
  const name = writeImageName({ version: 'v*', os, arch, hash: '*' });
  return ec2.MachineImage.lookup({ name, owners: ['self'] });
}
