import * as z from 'zod';
import { Tags } from './tags.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** The parameters of RunInstances that the fake EC2 uses. */
export const Launch = z.object({
  ImageId: z.string(),
  InstanceType: z.string(),
  KeyName: z.string(),
  SecurityGroupId: z.array(z.string()),
  BlockDeviceMapping: z
    .array(
      z.object({
        DeviceName: z.string(),
        Ebs: z.object({
          Encrypted: flag,
          DeleteOnTermination: flag,
          VolumeType: z.string(),
          VolumeSize: z.coerce.number(),
        }),
      }),
    )
    .default([]),
  TagSpecification: z.array(z.object({ ResourceType: z.string(), Tag: Tags.list })).default([]),
});
export type Launch = z.infer<typeof Launch>;

const STATE_CODES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

/** An instance. Terminated instances are kept. */
export interface Instance {
  readonly instanceId: string;
  readonly launch: Launch;
  state: keyof typeof STATE_CODES;
  /** Why the instance did not start; empty if it did. */
  reason: string;
}

/** The instance in the output of DescribeInstances. Every instance has the address of this machine. */
export function instanceItem({ instanceId, launch, state, reason }: Instance): object {
  const address = '127.0.0.1';
  return {
    ...{ instanceId, imageId: launch.ImageId, instanceType: launch.InstanceType, keyName: launch.KeyName },
    instanceState: { code: STATE_CODES[state], name: state },
    stateReason: { code: state, message: reason },
    ...{ ipAddress: address, privateIpAddress: address, dnsName: 'localhost', privateDnsName: 'localhost' },
    groupSet: launch.SecurityGroupId.map((groupId) => ({ groupId })),
    tagSet: launch.TagSpecification.filter(({ ResourceType }) => ResourceType === 'instance').flatMap(
      ({ Tag }) => Tags.items(Tags.map(Tag)),
    ),
  };
}
