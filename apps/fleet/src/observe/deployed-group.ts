import { LOGICAL_IDS } from '@agent-aws-stack/contract';
import type { AwsClients } from '../aws/clients.ts';
import { UserError } from '../cli/errors.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { LookupSkippedError } from './fact.ts';
import { groupOf, type Group } from './group.ts';
import { resourcesOf } from './stack.ts';

/** The Auto Scaling group of a deployed fleet. @throws UserError if the stack or its group does not exist; AwsError */
export async function deployedGroup(
  aws: AwsClients,
  stackName: string,
  fullCommand: FullCommand,
): Promise<Group> {
  try {
    const resources = await resourcesOf(aws, stackName, await aws.stacks.find(stackName));
    return await groupOf(aws, resources.named(LOGICAL_IDS.group));
  } catch (error) {
    if (!(error instanceof LookupSkippedError)) throw error;
    const remedy = `Deploy it: ${fullCommand('deploy')}. To list the fleets of the account and region: ${fullCommand('ls')}`;
    throw new UserError(`fleet ${stackName}`, error.message, remedy);
  }
}
