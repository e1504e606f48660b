import { buildCommand, type BuildCommandOptions } from '@agent-aws-stack/ami-hash';
import { Construct } from 'constructs';
import { core, ec2 } from '../cdk.ts';
import { lookUp } from '../lookup.ts';

export interface MachineImageProps {
  /** Image id: nothing is looked up. */
  readonly amiId: string | undefined;
  /** Name of the account's own image, when no id is given. */
  readonly imageName: () => string;
  /** What that image is of. */
  readonly system: Pick<BuildCommandOptions, 'os' | 'arch'>;
}

/** The image that instances boot: named by its id, or the account's own of the sources' fingerprint. */
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
      () => new ec2.LookupMachineImage({ name, owners: [account] }).getImage(this),
      {
        key: 'SEMAPHORE_AGENT_AMI',
        what: `image ${name}`,
        missing:
          `account ${account} has no image ${name} in ${region}. ` +
          `Build it (${buildCommand({ ...system, region })}), or name another with SEMAPHORE_AGENT_AMI`,
      },
    );
    this.imageId = imageId;
  }
}
