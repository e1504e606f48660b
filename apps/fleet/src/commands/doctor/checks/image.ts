import { CONTEXT_FILE } from '../../../cdk/context-files.ts';
import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';

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
