import { managedPolicy } from '../kinds/arns.ts';
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
    kind: managedPolicy,
    help: 'The managed policy to set as the permissions boundary of every role in the stack: its ARN, or the name of a policy in the account. The bootstrap creates `agent-aws-stack-permissions-boundary`.',
    example: 'agent-aws-stack-permissions-boundary',
  }),
};
