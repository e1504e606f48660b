import { join } from 'node:path';
import { runNode } from '../../cli/run-node.ts';
import type { Environment } from '@agent-aws-stack/config';
import { workspaceRoot } from '../../workspace.ts';

/** Runs the image builder. @throws UserError if it fails */
export type RunBuilder = (args: readonly string[], env: Environment) => Promise<void>;

/** The workspace's image builder, which prints on standard error. On Ctrl-C it may finish, so that Packer can clean up. */
export const workspaceBuilder: RunBuilder = async (args, env) => {
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    await runNode({
      name: 'images build',
      script: join(workspaceRoot, 'images/src/build/main.ts'),
      cwd: workspaceRoot,
      args,
      env,
    });
  } finally {
    process.off('SIGINT', ignore);
  }
};
