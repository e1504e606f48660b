import { AwsServer } from '@agent-aws-stack/aws-clients/testing';
import type { Arch } from '@agent-aws-stack/contract';
import type { Machine } from '../guest/machine.ts';
import { Account } from './ec2/account.ts';
import { ec2Endpoint } from './ec2/endpoint.ts';
import { GuestComputer } from './guest-computer.ts';
import { ACCOUNT, imagesOfTheRegion, SILENT } from './images-of-the-region.ts';
import { makeKeyPair } from './key-pair.ts';

export const BUILD_RELEASE = 'noble';
export const BUILD_REGION = 'us-east-1';
export const EC2_HOST = `ec2.${BUILD_REGION}.amazonaws.com`;

/** A fake EC2, in which the guest plays every instance. */
export class BuildRegion implements AsyncDisposable {
  readonly account: Account;
  readonly server: AwsServer;

  private constructor(account: Account, server: AwsServer) {
    this.account = account;
    this.server = server;
  }

  static async start(
    machine: Machine,
    arch: Arch,
    certificate: { readonly cert: string; readonly key: string },
  ): Promise<BuildRegion> {
    const computer = new GuestComputer(machine, BUILD_REGION);
    const account = new Account({
      ...{ id: ACCOUNT, region: BUILD_REGION, images: imagesOfTheRegion(BUILD_RELEASE, arch) },
      ports: {
        computer: ({ imageId }) => (imageId === SILENT ? undefined : computer),
        ...{ makeKeyPair, now: () => new Date() },
      },
    });
    return new BuildRegion(account, await AwsServer.start(ec2Endpoint(account), certificate));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.server[Symbol.asyncDispose]();
  }
}
