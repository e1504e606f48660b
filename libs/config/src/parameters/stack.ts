import { permissionsBoundaryArn } from '../kinds/arns.ts';
import { stackName } from '../kinds/aws-ids.ts';
import { tags } from '../kinds/tags.ts';
import { defaulted, optional, required } from './parameter.ts';

export const stackParameters = {
  SEMAPHORE_AGENT_STACK_NAME: required(
    stackName,
    "Name of the fleet's CloudFormation stack, and the prefix of the names of its parameters and alarms. One fleet is one stack, one Auto Scaling group and one agent type.",
    'semaphore-agents',
  ),
  SEMAPHORE_AGENT_TAGS: defaulted(
    tags,
    [],
    'Tags for every resource of the stack, for the instances and for their volumes. The first colon separates key and value, so values may contain colons.',
    ['Team:ci', 'Url:https://example.com'],
  ),
  SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: optional(
    permissionsBoundaryArn,
    'The managed policy to set as the permissions boundary of every role in the stack.',
    'arn:aws:iam::123456789012:policy/developer-boundary',
  ),
};
