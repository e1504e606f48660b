import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  RunInstancesCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { registerImage, type RegisteredImage } from './packer/register-image.ts';

const DAY_MS = 86_400_000;

/** Images of earlier builds, and a foreign one. `images prune --keep 1` deletes `unused` and `oldWindows` only. */
export type OldImages = Readonly<
  Record<
    'unused' | 'oldWindows' | 'run' | 'inVersion' | 'young' | 'newestWindows' | 'foreign',
    RegisteredImage
  >
>;

/**
 * Registers images of Ubuntu and Windows, and one of another project. An instance runs one of them, two are in versions
 * of a launch template, and one is too young to be deleted.
 */
export async function addOldImages(ec2: EC2Client, now: Date): Promise<OldImages> {
  const image = (name: string, days: number): Promise<RegisteredImage> =>
    registerImage(
      ec2,
      { name, arch: 'x86_64', tags: {}, device: '/dev/sda1', sizeGib: 16 },
      new Date(now.getTime() - days * DAY_MS),
    );
  const noble = (hash: string, days: number) =>
    image(`semaphore-agent-v1.0.0-ubuntu-noble-x86_64-${hash}`, days);
  const windows = (hash: string, days: number) =>
    image(`semaphore-agent-v1.0.0-windows-x86_64-${hash}`, days);

  const images = {
    run: await noble('aa', 90),
    unused: await noble('bb', 80),
    inVersion: await noble('cc', 60),
    young: await noble('dd', 2),
    oldWindows: await windows('ee', 70),
    newestWindows: await windows('ff', 50),
    foreign: await image('web-server', 90),
  };
  await ec2.send(new RunInstancesCommand({ ImageId: images.run.imageId, MinCount: 1, MaxCount: 1 }));
  const LaunchTemplateName = 'other-fleet';
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName,
      LaunchTemplateData: { ImageId: images.inVersion.imageId },
    }),
  );
  await ec2.send(
    new CreateLaunchTemplateVersionCommand({
      LaunchTemplateName,
      LaunchTemplateData: { ImageId: images.newestWindows.imageId },
    }),
  );
  return images;
}
