import { runNode } from '../../cli/run-node.ts';
import { prepareUserFolder } from '../../cli/user-folder.ts';
import type { Environment } from '@agent-aws-stack/config';
import { installation } from '@agent-aws-stack/installation';

/** Runs the image builder; `printsResult` as for `runNode`. @throws UserError if it fails */
export type RunBuilder = (args: readonly string[], env: Environment, printsResult?: boolean) => Promise<void>;

/** Runs the installation's image builder. On Ctrl-C, waits until the builder has ended, so that Packer can clean up. */
export const installedBuilder: RunBuilder = async (args, env, printsResult = false) => {
  prepareUserFolder();
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    await runNode({
      name: 'images build',
      script: installation.imageBuilder,
      cwd: installation.userFolder,
      ...{ args, env, printsResult },
    });
  } finally {
    process.off('SIGINT', ignore);
  }
};
