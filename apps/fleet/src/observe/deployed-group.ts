import type { AwsClients } from '../aws/clients.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { groupNamesIn } from './fleet-groups.ts';
import { groupOf, type Group } from './group.ts';
import { requireDeployed } from './require-deployed.ts';
import { resourcesOf } from './stack.ts';

/** The Auto Scaling group of a deployed fleet. @throws UserError if the stack or its group does not exist; AwsError */
export const deployedGroup = (aws: AwsClients, stackName: string, fullCommand: FullCommand): Promise<Group> =>
  requireDeployed(stackName, fullCommand, async () => {
    const resources = await resourcesOf(aws, stackName, await aws.stacks.find(stackName));
    return groupOf(aws, groupNamesIn(resources));
  });
