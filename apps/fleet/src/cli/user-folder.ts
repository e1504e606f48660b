import { installation } from '@agent-aws-stack/installation';
import { UserError } from './errors.ts';

/** Creates the folder .fleet for the product's files if this is the npm package; a checkout needs none. @throws UserError */
export function prepareUserFolder(): void {
  try {
    installation.prepare();
  } catch (error) {
    const problem = `the folder .fleet cannot be written (${(error as Error).message})`;
    throw new UserError(
      installation.userFolder,
      problem,
      'Run the command in a folder that you can write to',
      {
        cause: error,
      },
    );
  }
}
