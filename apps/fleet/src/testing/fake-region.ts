import type { AwsAnswer, AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { architectureOf } from '@agent-aws-stack/contract';

export interface FakeHost {
  readonly state: string;
  readonly zone: string;
  readonly type: string;
}

/** A fake region with the resources that fleets name by id. Every image and key exists unless a test changes that; the subnets are a and b. */
export class FakeRegion {
  /** Images that are not the default, available and x86_64; undefined if the image does not exist. */
  readonly images = new Map<string, { readonly state: string; readonly architecture: string } | undefined>();
  /** Dedicated hosts by id. */
  readonly hosts = new Map<string, FakeHost>();
  /** States of KMS keys other than Enabled; undefined if the key does not exist. */
  readonly keys = new Map<string, string | undefined>();

  /** Answers a call if it knows the action; returns whether it did. */
  readonly answer = ({ action, input }: AwsCall, reply: Parameters<AwsAnswer>[1]): boolean => {
    const answer = this.#answers[action];
    answer?.(input, reply);
    return answer !== undefined;
  };

  readonly #answers: Readonly<
    Record<string, (input: AwsCall['input'], reply: Parameters<AwsAnswer>[1]) => void>
  > = {
    DescribeImages: (input, reply) => {
      const imageId = String(input['ImageId.1']);
      const image = this.images.has(imageId)
        ? this.images.get(imageId)
        : { state: 'available', architecture: 'x86_64' };
      if (image === undefined) return reply.fail('InvalidAMIID.NotFound', `no image ${imageId}`);
      reply.ok({
        imagesSet: [
          {
            ...{ imageId, name: 'mine', imageState: image.state, architecture: image.architecture },
            rootDeviceName: '/dev/sda1',
            blockDeviceMapping: [{ deviceName: '/dev/sda1', ebs: { volumeSize: 20, volumeType: 'gp3' } }],
          },
        ],
      });
    },
    DescribeInstanceTypes: (input, reply) => {
      const types = Object.entries(input).flatMap(([key, value]) =>
        key.startsWith('InstanceType.') ? [String(value)] : [],
      );
      reply.ok({
        instanceTypeSet: types.map((instanceType) => ({
          instanceType,
          processorInfo: {
            supportedArchitectures: [
              `${architectureOf(instanceType)}${instanceType.startsWith('mac') ? '_mac' : ''}`,
            ],
          },
        })),
      });
    },
    DescribeSubnets: (_, reply) =>
      reply.ok({
        subnetSet: ['a', 'b'].map((zone) => ({
          subnetId: `subnet-${zone}`,
          availabilityZone: `eu-west-1${zone}`,
        })),
      }),
    DescribeHosts: (_, reply) =>
      reply.ok({
        hostSet: [...this.hosts].map(([hostId, { state, zone, type }]) => ({
          hostId,
          state,
          availabilityZone: zone,
          hostProperties: { instanceType: type },
        })),
      }),
    DescribeKey: ({ KeyId }, reply) => {
      const id = String(KeyId);
      const state = this.keys.has(id) ? this.keys.get(id) : 'Enabled';
      if (state === undefined) return reply.fail('NotFoundException', `Key ${id} does not exist`);
      reply.ok({
        KeyMetadata: { KeyId: id, Arn: `arn:aws:kms:eu-west-1:111111111111:key/${id}`, KeyState: state },
      });
    },
  };
}
