import { readImageName } from '@agent-aws-stack/contract';
import {
  paginateDescribeImages,
  paginateDescribeInstances,
  type Instance as Ec2Instance,
} from '@aws-sdk/client-ec2';
import type { AwsClients } from '../aws/clients.ts';
import { collect } from '../aws/collect.ts';
import type { Group, GroupInstance } from './group.ts';

/** An instance of the fleet. */
export interface Instance extends GroupInstance {
  /** Undefined if EC2 does not list the instance, because it has only just been launched or was terminated a while ago. */
  readonly market: 'on-demand' | 'spot' | undefined;
  readonly launchedAt: Date | undefined;
  readonly imageId: string | undefined;
  /** The version in the image's name; undefined if the image is unknown or gone, or its name is not an agent image's. */
  readonly version: string | undefined;
}

/** The fleet's instances with what EC2 knows about each, oldest first. @throws AwsError */
export async function instancesOf(
  { ec2 }: Pick<AwsClients, 'ec2'>,
  { name, standIns, instances }: Pick<Group, 'name' | 'standIns' | 'instances'>,
): Promise<readonly Instance[]> {
  if (instances.length === 0) return [];
  const names = standIns ? [name, standIns.name] : [name];
  const found = await collect(
    'ec2:DescribeInstances',
    `instances of group ${name}`,
    paginateDescribeInstances({ client: ec2 }, { Filters: [{ Name: `tag:${GROUP_TAG}`, Values: names }] }),
    ({ Reservations }) => Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  const byId = new Map(found.map((instance) => [instance.InstanceId, instance]));
  const versions = await versionsOf(ec2, found);
  return instances
    .map((instance) => withDetails(instance, byId.get(instance.id), versions))
    .sort(
      (one, other) => (one.launchedAt?.getTime() ?? Infinity) - (other.launchedAt?.getTime() ?? Infinity),
    );
}

/** Auto Scaling gives its instances this tag: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
export const GROUP_TAG = 'aws:autoscaling:groupName';

function withDetails(
  instance: GroupInstance,
  found: Ec2Instance | undefined,
  versions: ReadonlyMap<string, string>,
): Instance {
  return {
    ...instance,
    market: found && (found.InstanceLifecycle === 'spot' ? 'spot' : 'on-demand'),
    launchedAt: found?.LaunchTime,
    imageId: found?.ImageId,
    version: versions.get(found?.ImageId ?? ''),
  };
}

/** The versions in the names of the instances' images, by image id. With a filter, EC2 leaves out images that are gone instead of failing. */
async function versionsOf(
  ec2: AwsClients['ec2'],
  instances: readonly Ec2Instance[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(instances.flatMap(({ ImageId }) => ImageId ?? []))];
  if (ids.length === 0) return new Map();
  const images = await collect(
    'ec2:DescribeImages',
    `images ${ids.join(', ')}`,
    paginateDescribeImages({ client: ec2 }, { Filters: [{ Name: 'image-id', Values: ids }] }),
    ({ Images }) => Images,
  );
  return new Map(
    images.flatMap(({ ImageId = '', Name = '' }) => {
      const { version } = readImageName(Name) ?? {};
      return version === undefined ? [] : [[ImageId, version] as const];
    }),
  );
}
