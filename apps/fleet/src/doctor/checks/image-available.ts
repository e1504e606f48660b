import { defineCheck } from '../check.ts';
import { failure, ok } from '../finding.ts';

export const imageAvailable = defineCheck({
  name: 'image-available',
  needs: ['image', 'launchTemplate'],
  judge: ({ image, launchTemplate: { imageId } }, { paste }) => {
    const remedy = `Build the image, or name another with SEMAPHORE_AGENT_AMI; delete apps/infra/cdk.context.json; then: ${paste('deploy')}`;
    if (image === undefined) return failure(`${imageId} is gone: nothing can be launched`, remedy);
    return image.state === 'available'
      ? ok(`${imageId} ${image.name}`)
      : failure(`${imageId} is ${image.state}: nothing can be launched`, remedy);
  },
});
