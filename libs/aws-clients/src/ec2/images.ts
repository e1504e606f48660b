import { DescribeImagesCommand, type DescribeImagesCommandInput, type EC2Client } from '@aws-sdk/client-ec2';
import { call, type CallOptions } from '../calls/call.ts';
import { AwsError, type CallSite } from '../errors.ts';
import { toMachineImage, type MachineImage } from './machine-image.ts';

/** Machine images that the account may use, in the client's region. Every method throws AwsError only. */
export class Images {
  readonly #client: EC2Client;
  readonly #options: CallOptions;

  constructor(client: EC2Client, options: CallOptions = {}) {
    this.#client = client;
    this.#options = options;
  }

  /**
   * The account's image of this name, in any state. Names are unique in an account and region.
   * @throws AccessDeniedError, CredentialsError, ThrottledError, …
   */
  findOwn(name: string): Promise<MachineImage | undefined> {
    return this.#first(siteOf(name), {
      Owners: ['self'],
      Filters: [{ Name: 'name', Values: [name] }],
      // In both states the name is still in use.
      IncludeDeprecated: true,
      IncludeDisabled: true,
    });
  }

  /**
   * An image by its id, whoever owns it; undefined if the account can see none.
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

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const UNKNOWN_ID = /^InvalidAMIID\.(NotFound|Malformed|Unavailable)$/;
