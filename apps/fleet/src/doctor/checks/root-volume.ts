import { defineCheck } from '../check.ts';
import { failure, notChecked, ok, warning } from '../finding.ts';

export const rootVolume = defineCheck({
  name: 'root-volume',
  needs: ['image', 'launchTemplate'],
  judge: ({ image, launchTemplate: { volumes } }) => {
    const [volume] = volumes;
    if (volume === undefined) return ok("the image's own");
    if (image === undefined) return notChecked('the image is gone');
    const { device, sizeGib = 0 } = volume;
    if (device !== image.rootDevice)
      return warning(
        `${device} is a second volume: the root device of the image is ${image.rootDevice}`,
        `Set SEMAPHORE_AGENT_VOLUME_NAME=${image.rootDevice}`,
      );
    return image.rootSizeGib !== undefined && sizeGib < image.rootSizeGib
      ? failure(
          `${sizeGib} GiB, and the image needs ${image.rootSizeGib}: nothing can be launched`,
          `Set SEMAPHORE_AGENT_VOLUME_SIZE to ${image.rootSizeGib} or more`,
        )
      : ok(`${device}, ${sizeGib} GiB`);
  },
});
