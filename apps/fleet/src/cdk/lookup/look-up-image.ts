import { DescribeImagesCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { ask } from '../../aws/clients.ts';
import { NothingFoundError } from './nothing-found.ts';

/** The id of the account's newest available image of this name. @throws AwsError, NothingFoundError */
export async function lookUpImage(ec2: EC2Client, name: string, account: string): Promise<string> {
  const command = new DescribeImagesCommand({
    Owners: [account],
    Filters: Object.entries({ 'image-type': 'machine', name, state: 'available' }).map(([Name, value]) => ({
      Name,
      Values: [value],
    })),
  });
  const { Images = [] } = await ask('ec2:DescribeImages', `image ${name}`, (options) =>
    ec2.send(command, options),
  );
  const age = ({ CreationDate = '1970' }: { CreationDate?: string | undefined }) => Date.parse(CreationDate);
  const [newest] = Images.toSorted((one, other) => age(other) - age(one));
  if (newest?.ImageId === undefined)
    throw new NothingFoundError('No AMI found that matched the search criteria');
  return newest.ImageId;
}
