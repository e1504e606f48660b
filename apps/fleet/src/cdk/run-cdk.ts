import { createRequire } from 'node:module';
import { join } from 'node:path';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { workspaceRoot } from '../workspace.ts';
import { runNode } from '../cli/run-node.ts';
import type { CdkRun, Tools } from './tools.ts';

const infra = join(workspaceRoot, 'apps/infra');

/** The path of a script in one of the packages that the CDK app depends on. */
const scriptOf = (path: string): string => createRequire(join(infra, 'package.json')).resolve(path);

/** The real tools of this workspace. */
export const workspaceTools: Tools = {
  // Nx rebuilds only what has changed.
  buildLambdas: (env) =>
    runNode({
      name: 'nx run-many -t build',
      script: scriptOf('nx/bin/nx.js'),
      args: ['run-many', '-t', 'build', '-p', ...LAMBDA_NAMES],
      cwd: workspaceRoot,
      env,
      onLine: () => undefined,
    }),
  // The CDK CLI reads cdk.json and cdk.context.json from the current folder.
  cdk: ({ args, env, onLine }: CdkRun) =>
    runNode({
      name: `cdk ${args[0]}`,
      script: scriptOf('aws-cdk/bin/cdk'),
      args,
      cwd: infra,
      env,
      onLine,
    }),
};
