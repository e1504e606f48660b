import type { FleetConfig } from '@agent-aws-stack/config';
import { IMAGE_CONTRACT_TAG } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import { imageOf } from '../observe/image.ts';
import { instanceTypesOf } from '../observe/instance-types.ts';
import { LAUNCH_REPORT_REMEDY, wouldLoop } from '../fleets/launch-reports.ts';
import { instanceChoices } from '../fleets/instance-choices.ts';
import type { PreflightProblem } from './problem.ts';
import type { Destination } from './destination.ts';

/** Problems with an image that fleets set by id: it is missing or not available, the fleets' instance types cannot boot its architecture, or it does not report launches although a fleet has a launch timeout. @throws AwsError */
export async function checkImage(
  aws: Pick<AwsClients, 'ec2'>,
  amiId: string,
  fleets: readonly FleetConfig[],
  { identity: { account, region } }: Destination,
): Promise<readonly PreflightProblem[]> {
  const image = await imageOf(aws, amiId);
  const names = fleets.map(({ stackName }) => stackName).join(', ');
  if (image === undefined) {
    const problem = `SEMAPHORE_AGENT_AMI: there is no image ${amiId} in ${region} that account ${account} may launch, so no instance of ${names} would start`;
    const remedy =
      'Name an image of this region, or remove the parameter to use the image that is built from images/';
    return [{ problem, remedy, certain: true }];
  }
  if (image.state !== 'available') {
    const problem = `SEMAPHORE_AGENT_AMI: image ${amiId} is ${image.state}, so no instance of ${names} would start`;
    const remedy = image.state === 'pending' ? 'Wait until it is available' : 'Name another image';
    return [{ problem, remedy, certain: true }];
  }
  const problems = await Promise.all(fleets.map((fleet) => mismatch(aws, fleet, image)));
  const looping = fleets.filter((fleet) => wouldLoop(fleet, image)).map(({ stackName }) => stackName);
  return [...problems.flat(), ...(looping.length === 0 ? [] : [unreported(amiId, looping)])];
}

const unreported = (amiId: string, fleets: readonly string[]): PreflightProblem => ({
  problem: `SEMAPHORE_AGENT_LAUNCH_TIMEOUT: image ${amiId} has no tag ${IMAGE_CONTRACT_TAG}, so its instances do not report that their agent is ready, and the group of ${fleets.join(', ')} would replace each of them again and again`,
  remedy: LAUNCH_REPORT_REMEDY,
  certain: true,
});

async function mismatch(
  aws: Pick<AwsClients, 'ec2'>,
  fleet: FleetConfig,
  image: { readonly id: string; readonly architecture: string },
): Promise<readonly PreflightProblem[]> {
  const names = instanceChoices(fleet).flatMap((choice) =>
    choice.kind === 'type' && !choice.ownImage ? [choice.instanceType] : [],
  );
  if (names.length === 0) return [];
  const types = await instanceTypesOf(aws, [...new Set(names)]);
  const unable = types.filter(({ architectures }) => !architectures.includes(image.architecture));
  if (unable.length === 0) return [];
  const problem = `SEMAPHORE_AGENT_AMI: image ${image.id} is ${image.architecture}, which ${unable.map(({ type }) => type).join(', ')} of ${fleet.stackName} cannot boot`;
  const remedy = `Name an image for these instance types, or instance types that boot ${image.architecture}`;
  // The problem is uncertain if some of the types can boot the image: Auto Scaling then launches those types.
  return [{ problem, remedy, certain: unable.length === types.length }];
}
