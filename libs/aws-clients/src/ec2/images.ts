import { DescribeImagesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { call, type CallOptions } from '../calls/call.ts';
import { MalformedReplyError } from '../errors.ts';

export interface MachineImage {
  readonly id: string;
  readonly name: string;
  /** EC2's own word: `pending` while it is being made, `available`, `failed`, … */
  readonly state: string;
}

/** The account's own machine images, in the client's region. Every method throws AwsError only. */
export class Images {
  readonly #client: EC2Client;
  readonly #options: CallOptions;

  constructor(client: EC2Client, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * The account's image of this name, in whatever state: a name is given once in an account and region.
   * @throws AccessDeniedError, CredentialsError, ThrottledError, …
   */
  async findOwn(name: string): Promise<MachineImage | undefined> {
    const site = { action: 'ec2:DescribeImages', resource: `image ${name}` };
    const command = new DescribeImagesCommand({
      Owners: ['self'],
      Filters: [{ Name: 'name', Values: [name] }],
      // Both keep the name taken.
      IncludeDeprecated: true,
      IncludeDisabled: true,
    });
    const { Images: [image] = [] } = await call(site, this.#options, (sdkOptions) =>
      this.#client.send(command, sdkOptions),
    );
    if (image === undefined) return undefined;
    if (image.ImageId === undefined || image.State === undefined) {
      throw new MalformedReplyError(site, { detail: 'the image has no id or no state' });
    }
    return { id: image.ImageId, name, state: image.State };
  }
}
