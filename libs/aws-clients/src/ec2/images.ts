import { DescribeImagesCommand, type DescribeImagesCommandInput, type EC2Client } from '@aws-sdk/client-ec2';
import { call, type CallOptions } from '../calls/call.ts';
import { AwsError, type CallSite } from '../errors.ts';
import { toMachineImage, type MachineImage } from './machine-image.ts';

/** Reads machine images in the client's region. Methods throw only AwsError. */
export class Images {
  readonly #client: EC2Client;
  readonly #options: CallOptions;

  constructor(client: EC2Client, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * Finds the account's own image with this name, in any state. Names are unique in an account and region.
   * @throws AccessDeniedError, CredentialsError, ThrottledError, …
   */
  findOwn(name: string): Promise<MachineImage | undefined> {
    return this.#first(siteOf(name), {
      Owners: ['self'],
      Filters: [{ Name: 'name', Values: [name] }],
      // Deprecated and disabled images keep their names, so they count too.
      IncludeDeprecated: true,
      IncludeDisabled: true,
    });
  }

  /**
   * Finds an image of any owner by its id. Undefined if the account cannot see such an image.
   * @throws AccessDeniedError, CredentialsError, ThrottledError, …
   */
  async findById(id: string): Promise<MachineImage | undefined> {
    try {
      return await this.#first(siteOf(id), { ImageIds: [id] });
    } catch (error) {
      if (error instanceof AwsError && UNKNOWN_ID.test(error.code ?? '')) return undefined;
      throw error;
    }
  }

  async #first(site: CallSite, input: DescribeImagesCommandInput): Promise<MachineImage | undefined> {
    const command = new DescribeImagesCommand(input);
    const { Images: [image] = [] } = await call(site, this.#options, (sdkOptions) =>
      this.#client.send(command, sdkOptions),
    );
    return image === undefined ? undefined : toMachineImage(image, site);
  }
}

const siteOf = (image: string): CallSite => ({ action: 'ec2:DescribeImages', resource: `image ${image}` });

/** EC2's error codes for an unknown image id: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const UNKNOWN_ID = /^InvalidAMIID\.(NotFound|Malformed|Unavailable)$/;
