import { permissionsBoundaryArn } from '../kinds/arns.ts';
import { stackName } from '../kinds/aws-ids.ts';
import { tags } from '../kinds/tags.ts';
import { defaulted, optional, required } from './parameter.ts';

export const stackParameters = {
  SEMAPHORE_AGENT_STACK_NAME: required(
    stackName,
    "The fleet's CloudFormation stack; the names of its roles' policies, parameters and log groups begin with it. One fleet is one stack, one Auto Scaling group and one agent type.",
    'semaphore-agents',
  ),
  SEMAPHORE_AGENT_TAGS: defaulted(
    tags,
    [],
    'Tags of every resource, of the instances and of their volumes. The first colon ends the key, so a value may hold colons.',
    ['Team:ci', 'Url:https://example.com'],
  ),
  SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN: optional(
    permissionsBoundaryArn,
    'A managed policy to set as permissions boundary on every role of the stack.',
    'arn:aws:iam::123456789012:policy/developer-boundary',
  ),
};
