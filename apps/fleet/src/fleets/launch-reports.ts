import type { FleetConfig } from '@agent-aws-stack/config';
import { IMAGE_CONTRACT_TAG, REPORTS_LAUNCH } from '@agent-aws-stack/contract';

/** Whether the group would replace every instance of the image, because the fleet has a launch timeout and the image reports no launch. */
export const wouldLoop = (
  { group }: Pick<FleetConfig, 'group'>,
  image: { readonly contract: number },
): boolean => group.launchTimeoutSeconds > 0 && image.contract < REPORTS_LAUNCH;

/** What to do about an image that reports no launch, in a fleet with a launch timeout. */
export const LAUNCH_REPORT_REMEDY = `Build an image with this version, or set SEMAPHORE_AGENT_LAUNCH_TIMEOUT=0. If another account owns the image, you cannot see the tags that it has there. If the image was built with this version, give it the tag in your account too: ${IMAGE_CONTRACT_TAG}=${REPORTS_LAUNCH}`;
