import { createRequire } from 'node:module';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { installation } from '@agent-aws-stack/installation';
import { runNode } from '../cli/run-node.ts';
import { prepareUserFolder } from '../cli/user-folder.ts';
import type { CdkRun, Tools } from './tools.ts';
import { describeWrongAccount } from './wrong-account.ts';

/** The path of a script in a package that the CDK app depends on. */
const scriptOf = (path: string): string => createRequire(installation.app).resolve(path);

const SETTINGS = {
  // The CLI reports its use to AWS unless this or the context of cdk.json forbids it.
  CDK_DISABLE_CLI_TELEMETRY: 'true',
  // On Node.js 20, the SDK in the CLI warns that later SDK versions need a later Node.js. The CLI's own version of the SDK does not need it.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
};

/** The real tools of this checkout or npm package. */
export const installedTools: Tools = {
  // Nx rebuilds only what has changed.
  buildLambdas:
    installation.kind === 'package'
      ? undefined
      : (env) =>
          runNode({
            name: 'nx run-many -t build',
            script: scriptOf('nx/bin/nx.js'),
            args: ['run-many', '-t', 'build', '-p', ...LAMBDA_NAMES],
            cwd: installation.root,
            env,
            onLine: () => undefined,
          }),
  synthesize: async (request) => {
    prepareUserFolder();
    const { synthesize } = await import('./synthesize.ts');
    return await synthesize(request);
  },
  // The CLI runs in the CDK's folder, where it finds cdk.json and cached lookups.
  cdk: async ({ args: [verb = '', ...args], env, onLine }: CdkRun) => {
    prepareUserFolder();
    await runNode({
      name: `cdk ${verb}`,
      script: scriptOf('aws-cdk/bin/cdk'),
      // Hide AWS's notices, which are for authors of CDK apps.
      args: [verb, '--no-notices', ...args],
      cwd: installation.cdkFolder,
      env: { ...SETTINGS, ...env },
      onLine,
    }).catch((error: unknown) => {
      throw describeWrongAccount(error, env);
    });
  },
};
