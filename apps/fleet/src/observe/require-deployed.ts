import { UserError } from '../cli/errors.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { LookupSkippedError } from './fact.ts';

/** The result of a lookup that needs the deployed fleet. @throws UserError if the stack, or what is looked up in it, does not exist */
export async function requireDeployed<T>(
  stackName: string,
  fullCommand: FullCommand,
  lookup: () => Promise<T>,
): Promise<T> {
  try {
    return await lookup();
  } catch (error) {
    if (!(error instanceof LookupSkippedError)) throw error;
    throw notDeployed(stackName, fullCommand, error.message);
  }
}

/** @param problem - by default, that the stack does not exist */
export const notDeployed = (
  stackName: string,
  fullCommand: FullCommand,
  problem = `there is no stack ${stackName}`,
): UserError =>
  new UserError(
    `fleet ${stackName}`,
    problem,
    `Deploy it: ${fullCommand('deploy')}. To list the fleets of the account and region: ${fullCommand('ls')}`,
  );
