import type { AwsClients } from '../aws/clients.ts';
import type { FullCommand } from '../cli/full-command.ts';
import { findStoredToken } from '../observe/stored-token.ts';
import type { PreflightProblem } from './problem.ts';

/** Checks that the parameter with the agent type's token exists. @throws AwsError */
export async function checkToken(
  { ssm }: Pick<AwsClients, 'ssm'>,
  name: string,
  stackNames: readonly string[],
  fullCommand: FullCommand,
): Promise<readonly PreflightProblem[]> {
  if ((await findStoredToken(ssm, name)) !== undefined) return [];
  return [
    {
      problem: `there is no parameter ${name}: without the token in it, no agent of ${stackNames.join(', ')} can register`,
      remedy: `Store the agent type's token: ${fullCommand('token put')}`,
      certain: true,
    },
  ];
}
