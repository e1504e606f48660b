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
    const remedy = `Deploy it: ${fullCommand('deploy')}. To list the fleets of the account and region: ${fullCommand('ls')}`;
    throw new UserError(`fleet ${stackName}`, error.message, remedy);
  }
}
