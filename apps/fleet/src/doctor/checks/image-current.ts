import { defineCheck } from '../check.ts';
import { notChecked, ok, warning } from '../finding.ts';

export const imageCurrent = defineCheck({
  name: 'image-current',
  needs: ['image', 'launchTemplate', 'expectedImageName'],
  judge: ({ image, launchTemplate, expectedImageName }, { fleet: { instance } }) => {
    if (instance.amiId !== undefined)
      return instance.amiId === launchTemplate.imageId
        ? ok(`${instance.amiId}, as configured`)
        : warning(
            `${launchTemplate.imageId} is launched, and SEMAPHORE_AGENT_AMI is ${instance.amiId}`,
            'Deploy your configuration: npm run deploy',
          );
    if (image === undefined) return notChecked(`${launchTemplate.imageId} is gone`);
    return image.name === expectedImageName
      ? ok('of the sources in this folder')
      : warning(
          `${image.name} is launched, and the sources in this folder give ${expectedImageName}`,
          'Build that image and npm run deploy, or check out the version that is deployed',
        );
  },
});
