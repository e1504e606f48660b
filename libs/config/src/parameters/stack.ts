import { permissionsBoundaryArn } from '../kinds/arns.ts';
import { stackName } from '../kinds/aws-ids.ts';
import { tags } from '../kinds/tags.ts';
import { defaulted, optional, required } from './parameter.ts';

export const stackParameters = {
  stackName: required('SEMAPHORE_AGENT_STACK_NAME', {
    kind: stackName,
    help: "Name of the fleet's CloudFormation stack, and the prefix of the names of its parameters and alarms. One fleet is one stack, one Auto Scaling group and one agent type.",
    example: 'semaphore-agents',
  }),
  tags: defaulted('SEMAPHORE_AGENT_TAGS', {
    kind: tags,
    default: [],
    help: 'Tags for every resource of the stack that can have tags, for the instances and for their volumes. The first colon separates key and value, so values may contain colons.',
    example: ['Team:ci', 'Url:https://example.com'],
  }),
  permissionsBoundaryArn: optional('SEMAPHORE_AGENT_PERMISSIONS_BOUNDARY_ARN', {
    kind: permissionsBoundaryArn,
    help: 'The managed policy to set as the permissions boundary of every role in the stack.',
    example: 'arn:aws:iam::123456789012:policy/developer-boundary',
  }),
};
