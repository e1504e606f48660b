import type { AwsAnswer, AwsCall } from '@agent-aws-stack/aws-clients/testing';
import { architectureOf } from '@agent-aws-stack/contract';

export interface FakeImage {
  readonly state: string;
  readonly architecture: string;
  /** The value of the tag that says what the image's scripts can do. */
  readonly contract?: string | undefined;
}

export interface FakeHost {
  readonly state: string;
  readonly zone: string;
  readonly type: string;
}

const EXECUTION_ROLE = 'cdk-hnb659fds-cfn-exec-role-111111111111-eu-west-1';

/**
 * A fake region with the resources that fleets name. Every image, KMS key, key pair, security group and policy exists unless a test changes
 * that; dedicated hosts exist only if a test adds them. The subnets are subnet-a and subnet-b.
 */
export class FakeRegion {
  /** Images by id. Those without an entry are available and x86_64; undefined stands for an image that does not exist. */
  readonly images = new Map<string, FakeImage | undefined>();
  /** Dedicated hosts by id. */
  readonly hosts = new Map<string, FakeHost>();
  /** States of KMS keys. Keys without an entry are Enabled; undefined stands for a key that does not exist. */
  readonly keys = new Map<string, string | undefined>();
  /** What all keys have in common. */
  keyKind = { KeySpec: 'SYMMETRIC_DEFAULT', KeyManager: 'CUSTOMER' };
  /** The policy of all keys. */
  keyPolicy = '{"Statement":[]}';
  /** Instance types that no zone offers. */
  readonly notOffered = new Set<string>();
  /** Names of key pairs, ids of security groups and ARNs of managed policies that do not exist. */
  readonly absent = new Set<string>();
  /** The policies of CloudFormation's role by ARN, with their documents. */
  readonly executionPolicies = new Map<string, object>();
  /** Security groups without outbound rules. */
  readonly closed = new Set<string>();
  /** Whether the subnets have a default route. */
  hasRoute = true;
  /** The vCPU quota of Standard instances on demand, and likewise of spot. */
  vcpus = 1_000;

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
        : { state: 'available', architecture: 'x86_64', contract: undefined };
      if (image === undefined) return reply.fail('InvalidAMIID.NotFound', `no image ${imageId}`);
      reply.ok({
        imagesSet: [
          {
            ...{ imageId, name: 'mine', imageState: image.state, architecture: image.architecture },
            rootDeviceName: '/dev/sda1',
            tagSet:
              image.contract === undefined
                ? []
                : [{ key: 'semaphore:image-contract', value: image.contract }],
            blockDeviceMapping: [{ deviceName: '/dev/sda1', ebs: { volumeSize: 20, volumeType: 'gp3' } }],
          },
        ],
      });
    },
    DescribeInstanceTypes: (input, reply) => {
      const types = valuesOf(input, 'InstanceType.');
      reply.ok({
        instanceTypeSet: types.map((instanceType) => ({
          instanceType,
          vCpuInfo: { defaultVCpus: 2 },
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
          vpcId: 'vpc-1',
          availabilityZone: `eu-west-1${zone}`,
          mapPublicIpOnLaunch: true,
        })),
      }),
    DescribeRouteTables: (_, reply) =>
      reply.ok({
        routeTableSet: [
          {
            vpcId: 'vpc-1',
            associationSet: [{ main: true }],
            routeSet: this.hasRoute ? [{ destinationCidrBlock: '0.0.0.0/0', gatewayId: 'igw-1' }] : [],
          },
        ],
      }),
    DescribeInstanceTypeOfferings: (input, reply) => {
      const types = valuesOf(input, 'Filter.1.Value.').filter((type) => !this.notOffered.has(type));
      reply.ok({
        instanceTypeOfferingSet: types.flatMap((instanceType) =>
          ['a', 'b'].map((zone) => ({ instanceType, location: `eu-west-1${zone}` })),
        ),
      });
    },
    ListServiceQuotas: (_, reply) =>
      reply.ok({
        Quotas: ['L-1216C47A', 'L-34B43A08'].map((QuotaCode) => ({
          ...{ QuotaCode, QuotaName: 'Standard instances', Value: this.vcpus },
        })),
      }),
    DescribeKeyPairs: (input, reply) => {
      const keyName = String(input['KeyName.1']);
      if (this.absent.has(keyName)) return reply.fail('InvalidKeyPair.NotFound', `no key pair ${keyName}`);
      reply.ok({ keySet: [{ keyName }] });
    },
    DescribeSecurityGroups: (input, reply) => {
      const found = valuesOf(input, 'Filter.1.Value.').filter((id) => !this.absent.has(id));
      reply.ok({
        securityGroupInfo: found.map((groupId) => ({
          groupId,
          ipPermissionsEgress: this.closed.has(groupId) ? [] : [{ ipProtocol: '-1' }],
        })),
      });
    },
    GetPolicy: (input, reply) => {
      const arn = String(input['PolicyArn']);
      if (this.absent.has(arn)) return reply.fail('NoSuchEntity', `no policy ${arn}`, 404);
      reply.ok({ GetPolicyResult: { Policy: { Arn: arn } } });
    },
    ListAttachedRolePolicies: (input, reply) => {
      if (input['RoleName'] !== EXECUTION_ROLE) return reply.fail('NoSuchEntity', 'no such role', 404);
      reply.ok({
        AttachedPolicies: [...this.executionPolicies.keys()].map((PolicyArn) => ({
          PolicyName: PolicyArn.split('/').at(-1),
          PolicyArn,
        })),
      });
    },
    ListPolicyVersions: (_, reply) => reply.ok({ Versions: [{ VersionId: 'v1', IsDefaultVersion: true }] }),
    GetPolicyVersion: (input, reply) => {
      const document = this.executionPolicies.get(String(input['PolicyArn']));
      reply.ok({ PolicyVersion: { Document: encodeURIComponent(JSON.stringify(document)) } });
    },
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
        KeyMetadata: {
          KeyId: id,
          Arn: /^arn:.*:key/.test(id)
            ? id
            : `arn:aws:kms:eu-west-1:111111111111:key/${id.replace(/^.*alias\//, '')}`,
          KeyState: state,
          ...this.keyKind,
        },
      });
    },
    GetKeyPolicy: (_, reply) => reply.ok({ Policy: this.keyPolicy }),
  };
}

/** The members of a list in the query protocol. */
const valuesOf = (input: AwsCall['input'], prefix: string): readonly string[] =>
  Object.entries(input).flatMap(([key, value]) => (key.startsWith(prefix) ? [String(value)] : []));
