import { buildCommand } from '@agent-aws-stack/ami-hash';
import { IMAGE_CONTRACT_TAG, OPERATING_SYSTEMS, readImageName } from '@agent-aws-stack/contract';
import { LAUNCH_REPORT_REMEDY, wouldLoop } from '../../../fleets/launch-reports.ts';
import { CONTEXT_FILE } from '../../../cdk/context-files.ts';
import { defineCheck } from '../check.ts';
import { failure, notChecked, notKnownYet, ok, warning } from '../finding.ts';

const DAY_MS = 86_400_000;
/**
 * The CIS Controls (version 8, safeguard 7.3) ask for updates of operating systems every month or more often. This is a month, and four days more
 * for a build that failed or was late.
 */
const LONGEST_DAYS = 35;

export const IMAGE_CHECKS = [
  defineCheck({
    name: 'image-available',
    needs: ['image', 'launchTemplate'],
    judge: ({ image, launchTemplate: { imageId } }, { fullCommand }) => {
      const remedy = `Build the image, or name another with SEMAPHORE_AGENT_AMI; delete ${CONTEXT_FILE}; then: ${fullCommand('deploy')}`;
      if (image === undefined) return failure(`${imageId} is gone, so nothing can be launched`, remedy);
      return image.state === 'available'
        ? ok(`${imageId} ${image.name}`)
        : failure(`${imageId} is ${image.state}, so nothing can be launched`, remedy);
    },
  }),

  defineCheck({
    name: 'image-current',
    needs: ['image', 'launchTemplate', 'expectedImageName'],
    appliesTo: ({ isConfigured }) => isConfigured,
    judge: (
      { image, launchTemplate: { imageId }, expectedImageName },
      { fleet: { instance }, fullCommand },
    ) => {
      if (instance.amiId !== undefined)
        return instance.amiId === imageId
          ? ok(`${imageId}, as configured`)
          : warning(
              `${imageId} is deployed, but SEMAPHORE_AGENT_AMI is ${instance.amiId}`,
              `Deploy your configuration: ${fullCommand('deploy')}`,
            );
      if (image === undefined) return notChecked(`${imageId} is gone`);
      return image.name === expectedImageName
        ? ok('built from the current image sources')
        : warning(
            `${image.name} is deployed, but the current image sources give ${expectedImageName}`,
            `Use the version that is deployed, or build the new image, then: ${fullCommand('deploy')}`,
          );
    },
  }),

  defineCheck({
    name: 'image-age',
    needs: ['image', 'region'],
    judge: ({ image, region }, { now, fullCommand }) => {
      if (image === undefined) return notChecked('the image is gone');
      if (image.createdAt === undefined) return notKnownYet('EC2 does not say when the image was created');
      const days = Math.floor((now.getTime() - image.createdAt.getTime()) / DAY_MS);
      const seen = days === 1 ? 'built 1 day ago' : `built ${days} days ago`;
      if (days <= LONGEST_DAYS) return ok(seen);
      const built = readImageName(image.name);
      const os = OPERATING_SYSTEMS.find((each) => each === built?.os);
      const rebuild =
        built === undefined || os === undefined
          ? 'Build a newer image and name it with SEMAPHORE_AGENT_AMI'
          : `Rebuild it: ${buildCommand({ os, arch: built.arch, region })} --force`;
      return warning(
        `${seen}, so new instances lack the system's later security updates`,
        `${rebuild}; then: ${fullCommand('deploy')}`,
      );
    },
  }),

  defineCheck({
    name: 'image-contract',
    needs: ['image'],
    appliesTo: ({ fleet }) => fleet.group.launchTimeoutSeconds > 0,
    judge: ({ image }, { fleet }) => {
      if (image === undefined) return notChecked('the image is gone');
      return wouldLoop(fleet, image)
        ? failure(
            `${image.id} has no tag ${IMAGE_CONTRACT_TAG}, so no instance reports that its agent is ready, and the group replaces each one after ${fleet.group.launchTimeoutSeconds} s`,
            LAUNCH_REPORT_REMEDY,
          )
        : ok(`${IMAGE_CONTRACT_TAG} is ${image.contract}`);
    },
  }),

  defineCheck({
    name: 'image-architecture',
    needs: ['image', 'instanceTypes', 'group'],
    judge: ({ image, instanceTypes, group }, { fullCommand }) => {
      if (image === undefined) return notChecked('the image is gone');
      const { architecture } = image;
      const ownImage = new Set(group.types.filter((each) => each.ownImage).map(({ type }) => type));
      const unable = instanceTypes
        .filter(({ type, architectures }) => !ownImage.has(type) && !architectures.includes(architecture))
        .map(({ type }) => type);
      return unable.length === 0
        ? ok(architecture)
        : failure(
            `the image is ${architecture}, which ${unable.join(', ')} cannot boot`,
            `Choose instance types and an image of the same architecture (SEMAPHORE_AGENT_AMI, or SEMAPHORE_AGENT_ARCH if the image is found by name), then: ${fullCommand('deploy')}`,
          );
    },
  }),

  defineCheck({
    name: 'root-volume',
    needs: ['image', 'launchTemplate'],
    judge: ({ image, launchTemplate: { volumes } }) => {
      const [volume] = volumes;
      if (volume === undefined) return ok("the image's own");
      if (image === undefined) return notChecked('the image is gone');
      const { device, sizeGib = 0 } = volume;
      const { rootDevice, rootSizeGib = 0 } = image;
      if (device !== rootDevice)
        return warning(
          `${device} is a second volume: the image's root device is ${rootDevice}`,
          `Set SEMAPHORE_AGENT_VOLUME_NAME=${rootDevice}`,
        );
      return sizeGib < rootSizeGib
        ? failure(
            `${sizeGib} GiB, but the image needs ${rootSizeGib}, so nothing can be launched`,
            `Set SEMAPHORE_AGENT_VOLUME_SIZE to ${rootSizeGib} or more`,
          )
        : ok(`${device}, ${sizeGib} GiB`);
    },
  }),
];
