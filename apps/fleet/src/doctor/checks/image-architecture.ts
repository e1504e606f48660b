import { defineCheck } from '../check.ts';
import { failure, notChecked, ok } from '../finding.ts';

export const imageArchitecture = defineCheck({
  name: 'image-architecture',
  needs: ['image', 'instanceTypes'],
  judge: ({ image, instanceTypes }, { paste }) => {
    if (image === undefined) return notChecked('the image is gone');
    // EC2 tells images of Macs from others of their processor.
    const architecture = image.architecture;
    const unable = instanceTypes.filter(({ architectures }) => !architectures.includes(architecture));
    return unable.length === 0
      ? ok(architecture)
      : failure(
          `the image is ${architecture}, which ${unable.map(({ type }) => type).join(', ')} cannot boot`,
          `Make SEMAPHORE_AGENT_ARCH, the instance types and the image agree, then: ${paste('deploy')}`,
        );
  },
});
