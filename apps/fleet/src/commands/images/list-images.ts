import { IMAGE_NAME_PREFIX } from '@agent-aws-stack/contract';
import { paginateDescribeImages, type EC2Client } from '@aws-sdk/client-ec2';
import { collect } from '../../aws/collect.ts';
import { toOwnImage, type OwnImage } from './own-image.ts';

/** The agent images that the account owns in the region. @throws AwsError */
export async function listOwnImages(ec2: EC2Client): Promise<readonly OwnImage[]> {
  const pages = paginateDescribeImages(
    { client: ec2 },
    {
      Owners: ['self'],
      Filters: [{ Name: 'name', Values: [`${IMAGE_NAME_PREFIX}-*`] }],
      IncludeDisabled: true,
    },
  );
  const images = await collect('ec2:DescribeImages', 'images of the account', pages, ({ Images }) => Images);
  return images.flatMap((image) => toOwnImage(image) ?? []);
}
