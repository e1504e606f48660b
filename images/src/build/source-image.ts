import type { MachineImage } from '@agent-aws-stack/aws-clients/ec2';
import type { BuildPlan } from './build-plan.ts';
import { BuildError } from './errors.ts';

/** Size of the root volume, unless ROOT_VOLUME_SIZE is set or SOURCE_AMI is larger. */
const DEFAULT_ROOT_GIB = 16;

/**
 * The plan adapted to SOURCE_AMI. For Linux, sets the device name of its root volume, and a volume size that is large enough
 * for its snapshot.
 * @param image - SOURCE_AMI as EC2 describes it; undefined if the account cannot see it
 * @throws BuildError if the image cannot be used
 */
export function withSourceImage(plan: BuildPlan, image: MachineImage | undefined): BuildPlan {
  const { arch, region, variables } = plan;
  const id = variables['source_ami'];
  if (image === undefined)
    throw new BuildError('SOURCE_AMI', `there is no image ${id} in ${region} that this account may use`);
  if (image.state !== 'available')
    throw new BuildError('SOURCE_AMI', `${id} is ${image.state}, not available`);
  const architecture = image.architecture?.replace(/_mac$/, '');
  if (architecture !== undefined && architecture !== arch)
    throw new BuildError('SOURCE_AMI', `${id} is an image for ${architecture}, but the build is for ${arch}`);
  if (plan.family !== 'linux') return plan;

  const { rootDevice } = image;
  if (rootDevice === undefined) throw new BuildError('SOURCE_AMI', `${id} has no root volume`);
  const needed = image.volumes.find(({ device }) => device === rootDevice)?.sizeGib ?? 0;
  const given = variables['root_volume_size'];
  if (given !== undefined && Number(given) < needed)
    throw new BuildError(
      'ROOT_VOLUME_SIZE',
      `${given} GiB is too small: the root volume of ${id} has ${needed} GiB`,
    );
  const size = given ?? String(Math.max(DEFAULT_ROOT_GIB, needed));
  return {
    ...plan,
    variables: { ...variables, root_device_name: rootDevice, root_volume_size: size },
  };
}
