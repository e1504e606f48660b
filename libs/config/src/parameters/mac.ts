import { licenseConfigurationArn } from '../kinds/arns.ts';
import { dedicatedHostId, macFamily } from '../kinds/aws-ids.ts';
import { list } from '../kinds/list.ts';
import { boolean } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const macParameters = {
  licenseConfigurationArn: optional('SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN', {
    kind: licenseConfigurationArn,
    help: 'ARN of the License Manager configuration used to place Mac instances on dedicated hosts; required on macOS.',
    example:
      'arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef',
  }),
  families: defaulted('SEMAPHORE_AGENT_MAC_FAMILY', {
    kind: list(macFamily),
    default: ['mac2'],
    help: 'The Mac instance families to use; each stands for the instance type <family>.metal. All must have the same architecture. With SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY=prioritized, Auto Scaling tries them in the order given.',
    example: ['mac2', 'mac2-m2pro'],
  }),
  dedicatedHostIds: defaulted('SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS', {
    kind: list(dedicatedHostId),
    default: [],
    help: "Dedicated hosts that you have already allocated, to add to the stack's host resource group. They must be of the fleet's Mac families and in its availability zones. Required when SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST is false.",
    example: ['h-0123456789abcdef0'],
  }),
  autoAllocateHost: defaulted('SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST', {
    kind: boolean,
    default: true,
    help: 'Whether the host resource group allocates a dedicated host when none is free for a new instance.',
    example: false,
  }),
  autoReleaseHost: defaulted('SEMAPHORE_AGENT_AUTO_RELEASE_HOST', {
    kind: boolean,
    default: true,
    help: 'Whether the host resource group releases dedicated hosts that are no longer in use. If you add hosts of your own, set it to false; otherwise License Manager releases them too.',
    example: false,
  }),
};
