import type { FleetConfig } from '@agent-aws-stack/config';
import { IMAGE_CONTRACT_TAG, REPORTS_LAUNCH } from '@agent-aws-stack/contract';

/** Whether the group would replace every instance of the image, because the fleet has a launch timeout and the image reports no launch. */
export const wouldLoop = (
  { group }: Pick<FleetConfig, 'group'>,
  image: { readonly contract: number },
): boolean => group.launchTimeoutSeconds > 0 && image.contract < REPORTS_LAUNCH;

/** What to do about such an image. */
export const LAUNCH_REPORT_REMEDY = `Build an image with this version, or set SEMAPHORE_AGENT_LAUNCH_TIMEOUT=0. An image of another account shows its tags only there: if it is of this version, tag it in your account: ${IMAGE_CONTRACT_TAG}=${REPORTS_LAUNCH}`;
