import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const imageCurrent = defineCheck({
  name: 'image-current',
  needs: ['image', 'launchTemplate', 'expectedImageName'],
  judge: ({ image, launchTemplate, expectedImageName }, { fleet: { instance }, paste }) => {
    if (instance.amiId !== undefined)
      return instance.amiId === launchTemplate.imageId
        ? ok(`${instance.amiId}, as configured`)
        : warning(
            `${launchTemplate.imageId} is launched, and SEMAPHORE_AGENT_AMI is ${instance.amiId}`,
            `Deploy your configuration: ${paste('deploy')}`,
          );
    if (image === undefined) return notChecked(`${launchTemplate.imageId} is gone`);
    return image.name === expectedImageName
      ? ok('of the sources in this folder')
      : warning(
          `${image.name} is launched, and the sources in this folder give ${expectedImageName}`,
          `Check out the version that is deployed, or build that image, then: ${paste('deploy')}`,
        );
  },
});
