import { Construct } from 'constructs';
import { core, ec2 } from '../cdk.ts';

export interface MachineImageProps {
  /** Image id: nothing is looked up. */
  readonly amiId: string | undefined;
  /** Name of the account's own image, when no id is given. */
  readonly imageName: () => string;
}

/** The image that instances boot: named by its id, or the account's own of the sources' fingerprint. */
export class MachineImage extends Construct {
  readonly imageId: string;

  constructor(scope: Construct, id: string, { amiId, imageName }: MachineImageProps) {
    super(scope, id);
    if (amiId) {
      this.imageId = amiId;
      return;
    }
    const name = imageName();
    const { account, region } = core.Stack.of(this);
    this.imageId = new ec2.LookupMachineImage({ name, owners: [account] }).getImage(this).imageId;
    if (this.node.metadata.some(({ type }) => type === 'aws:cdk:error')) {
      core.Annotations.of(this).addError(
        `SEMAPHORE_AGENT_AMI: account ${account} has no image ${name} in ${region}. ` +
          'Build it (npx nx run images:build-linux, -windows or -macos), or name another with SEMAPHORE_AGENT_AMI',
      );
    }
  }
}
