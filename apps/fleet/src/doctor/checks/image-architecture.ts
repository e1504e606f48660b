import { defineCheck } from '../check.ts';
import { failure, notChecked, ok } from '../finding.ts';

export const imageArchitecture = defineCheck({
  name: 'image-architecture',
  needs: ['image', 'instanceTypes', 'group'],
  judge: ({ image, instanceTypes, group }, { paste }) => {
    if (image === undefined) return notChecked('the image is gone');
    // EC2 tells images of Macs from others of their processor.
    const architecture = image.architecture;
    const others = new Set(group.types.filter(({ ownImage }) => ownImage).map(({ type }) => type));
    const unable = instanceTypes.filter(
      ({ type, architectures }) => !others.has(type) && !architectures.includes(architecture),
    );
    return unable.length === 0
      ? ok(architecture)
      : failure(
          `the image is ${architecture}, which ${unable.map(({ type }) => type).join(', ')} cannot boot`,
          `Make the instance types and the image agree (SEMAPHORE_AGENT_AMI, or SEMAPHORE_AGENT_ARCH where the image is found by its name), then: ${paste('deploy')}`,
        );
  },
});
