import { buildCommand } from '@agent-aws-stack/ami-hash';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { builtOs } from '@agent-aws-stack/contract';
import { Construct } from 'constructs';
import { core, ec2 } from './cdk.ts';
import { lookUp } from './lookup.ts';

/** The CDK's dummy for an image that has not been looked up yet, or whose lookup failed. */
const UNKNOWN_IMAGE_ID = 'ami-1234';
/** Replaces the dummy in the template: the dummy is not a valid image id, so the CDK's template check would complain. */
const PLACEHOLDER_IMAGE_ID = 'ami-00000000';

export interface MachineImageProps {
  /** Id of the image. If given, nothing is looked up. */
  readonly amiId: string | undefined;
  /** Returns the name of the account's own image. Called only if no id is given. */
  readonly imageName: () => string;
  /** Operating system and architecture of the account's own image, for the command that builds it. */
  readonly system: Pick<InstanceConfig, 'os' | 'arch'>;
}

/** The image that instances boot: the one with the given id, or the account's own, which is looked up by name. */
export class MachineImage extends Construct {
  readonly imageId: string;

  constructor(scope: Construct, id: string, { amiId, imageName, system }: MachineImageProps) {
    super(scope, id);
    if (amiId) {
      this.imageId = amiId;
      return;
    }
    const name = imageName();
    const { account, region } = core.Stack.of(this);
    const { imageId } = lookUp(
      this,
      (place) => new ec2.LookupMachineImage({ name, owners: [account] }).getImage(place),
      {
        what: `image ${name}`,
        missing:
          `SEMAPHORE_AGENT_AMI: account ${account} has no image ${name} in ${region}. ` +
          `Build it (${buildCommand({ os: builtOs(system.os), arch: system.arch, region })}), or set SEMAPHORE_AGENT_AMI to another image`,
      },
    );
    this.imageId = imageId === UNKNOWN_IMAGE_ID ? PLACEHOLDER_IMAGE_ID : imageId;
  }
}
