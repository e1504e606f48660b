import { join } from 'node:path';
import { runNode } from '../../cli/run-node.ts';
import type { Environment } from '@agent-aws-stack/config';
import { workspaceRoot } from '../../workspace.ts';

/** Runs the builder of the images. @throws UserError when it fails */
export type RunBuilder = (args: readonly string[], env: Environment) => Promise<void>;

/** The workspace's builder, which prints on standard error. On Ctrl-C this waits for it, because Packer cleans up. */
export const workspaceBuilder: RunBuilder = async (args, env) => {
  const wait = (): void => undefined;
  process.on('SIGINT', wait);
  try {
    await runNode({
      name: 'images build',
      script: join(workspaceRoot, 'images/src/build/main.ts'),
      cwd: workspaceRoot,
      args,
      env,
    });
  } finally {
    process.off('SIGINT', wait);
  }
};
