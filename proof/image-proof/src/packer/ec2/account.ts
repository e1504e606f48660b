import { randomBytes } from 'node:crypto';
import { Ec2Error } from './ec2-error.ts';
import type { Image } from './image.ts';
import type { Instance } from './instance.ts';

/** The machine behind an instance. */
export interface Computer {
  /** @param publicKey - in OpenSSH's format, for the metadata service. @throws Error if the machine does not boot */
  boot(instanceId: string, publicKey: string): Promise<void>;
  powerOff(): Promise<void>;
}

export interface KeyPair {
  /** In OpenSSH's format. */
  readonly privateKey: string;
  readonly publicKey: string;
}

export interface Ports {
  /** The machine on which an instance of this image runs; undefined if nothing can connect to it. */
  computer(image: Image): Computer | undefined;
  makeKeyPair(): Promise<KeyPair>;
  now(): Date;
}

/** A fake EC2 of one account and region, with what Packer needs to build an image. Its ids look like EC2's. */
export class Account {
  readonly id: string;
  readonly region: string;
  readonly ports: Ports;
  /** The images that the account can see, its own and those of others. */
  images: Image[];
  readonly instances: Instance[] = [];
  /** By name. */
  readonly keyPairs = new Map<string, KeyPair>();
  /** Open TCP ports, by group id. */
  readonly securityGroups = new Map<string, number[]>();
  /** Tags, by snapshot id. */
  readonly snapshots = new Map<string, Map<string, string>>();

  constructor(options: Pick<Account, 'id' | 'region' | 'ports'> & { readonly images: readonly Image[] }) {
    this.id = options.id;
    this.region = options.region;
    this.ports = options.ports;
    this.images = [...options.images];
    for (const { ownerId, snapshotId, tags } of options.images) {
      if (ownerId === this.id) this.snapshots.set(snapshotId, tags);
    }
  }

  newId(kind: 'ami' | 'i' | 'sg' | 'snap'): string {
    return `${kind}-0${randomBytes(8).toString('hex')}`;
  }

  image(imageId: string): Image {
    return found(
      this.images.find((image) => image.imageId === imageId),
      'InvalidAMIID.NotFound',
      imageId,
    );
  }

  instance(instanceId: string): Instance {
    return found(
      this.instances.find((instance) => instance.instanceId === instanceId),
      'InvalidInstanceID.NotFound',
      instanceId,
    );
  }

  /** Describes the resources that still exist and that a build must not leave behind. */
  leftovers(): readonly string[] {
    const running = this.instances.filter(({ state }) => state !== 'terminated');
    return [
      ...running.map(({ instanceId, state }) => `${instanceId} is ${state}`),
      ...this.instances
        .filter(({ launch }) => launch.BlockDeviceMapping.some(({ Ebs }) => !Ebs.DeleteOnTermination))
        .map(({ instanceId }) => `a volume of ${instanceId}`),
      ...[...this.keyPairs.keys()].map((name) => `key pair ${name}`),
      ...[...this.securityGroups.keys()].map((id) => `security group ${id}`),
    ];
  }
}

/** @throws Ec2Error if the resource is undefined */
export function found<T>(resource: T | undefined, code: string, id: string): T {
  if (resource === undefined) throw new Ec2Error(code, `'${id}' does not exist`);
  return resource;
}
