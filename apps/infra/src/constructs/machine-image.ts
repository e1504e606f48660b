import { buildCommand } from '@agent-aws-stack/ami-hash';
import type { InstanceConfig } from '@agent-aws-stack/config';
import { builtOs } from '@agent-aws-stack/contract';
import { Construct } from 'constructs';
import { core, ec2 } from '../cdk.ts';
import { lookUp } from '../lookup.ts';

/** The CDK's dummy for an image that has not been looked up yet, or whose lookup failed; and a valid id instead of it. */
const UNKNOWN_IMAGE_ID = 'ami-1234';
const STAND_IN = 'ami-00000000';

export interface MachineImageProps {
  /** Image id; without a lookup. */
  readonly amiId: string | undefined;
  /** Name of the account's own image, if no id is given. */
  readonly imageName: () => string;
  /** The operating system and architecture of that image. */
  readonly system: Pick<InstanceConfig, 'os' | 'arch'>;
}

/** The image that instances boot: given by its id, or the account's own image with the fingerprint of the sources. */
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
          `Build it (${buildCommand({ os: builtOs(system.os), arch: system.arch, region })}), or name another with SEMAPHORE_AGENT_AMI`,
      },
    );
    this.imageId = imageId === UNKNOWN_IMAGE_ID ? STAND_IN : imageId;
  }
}
