import { runNode } from '../../cli/run-node.ts';
import { prepareUserFolder } from '../../cli/user-folder.ts';
import type { Environment } from '@agent-aws-stack/config';
import { installation } from '@agent-aws-stack/installation';

/** Runs the image builder. @throws UserError if it fails */
export type RunBuilder = (args: readonly string[], env: Environment) => Promise<void>;

/** The installation's image builder, which prints on standard error. On Ctrl-C it may finish, so that Packer can clean up. */
export const installedBuilder: RunBuilder = async (args, env) => {
  prepareUserFolder();
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    await runNode({
      name: 'images build',
      script: installation.imageBuilder,
      cwd: installation.userFolder,
      args,
      env,
    });
  } finally {
    process.off('SIGINT', ignore);
  }
};
