import { licenseConfigurationArn } from '../kinds/arns.ts';
import { dedicatedHostId, macFamily } from '../kinds/aws-ids.ts';
import { list } from '../kinds/list.ts';
import { boolean } from '../kinds/scalars.ts';
import { defaulted, optional } from './parameter.ts';

export const macParameters = {
  SEMAPHORE_AGENT_LICENSE_CONFIGURATION_ARN: optional(
    licenseConfigurationArn,
    'The License Manager configuration under which Mac instances are placed on dedicated hosts; required on macOS.',
    'arn:aws:license-manager:us-east-1:123456789012:license-configuration:lic-0123456789abcdef0123456789abcdef',
  ),
  SEMAPHORE_AGENT_MAC_FAMILY: defaulted(
    list(macFamily),
    ['mac2'],
    'The families of Mac instances to use; each stands for the type <family>.metal. All of one architecture. With SEMAPHORE_AGENT_ON_DEMAND_ALLOCATION_STRATEGY prioritized the first is preferred, then the others in their order.',
    ['mac2', 'mac2-m2pro'],
  ),
  SEMAPHORE_AGENT_MAC_DEDICATED_HOSTS: defaulted(
    list(dedicatedHostId),
    [],
    "Dedicated hosts you have allocated already, to put into the stack's host resource group: of a family and in a zone of the fleet. Required when SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST is false.",
    ['h-0123456789abcdef0'],
  ),
  SEMAPHORE_AGENT_AUTO_ALLOCATE_HOST: defaulted(
    boolean,
    true,
    'Whether the host resource group allocates a dedicated host when an instance finds none free.',
    false,
  ),
  SEMAPHORE_AGENT_AUTO_RELEASE_HOST: defaulted(
    boolean,
    true,
    'Whether the host resource group releases dedicated hosts that are no longer used. false keeps hosts of your own, which License Manager otherwise gives back.',
    false,
  ),
};
