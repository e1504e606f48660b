import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imageName, ImageSourcesError } from '@agent-aws-stack/ami-hash';
import { ConfigurationError, loadFleetsFromProcess } from '@agent-aws-stack/config';
import { loadHostKeys } from '@agent-aws-stack/github-keys';
import { fleetApp } from './app.ts';
import { builtBundles } from './bundles.ts';
import { cachedContext } from './cached-context.ts';
import { deployEnvironment } from './environment.ts';
import { UserError } from './user-error.ts';

const infra = join(import.meta.dirname, '..');
const root = join(infra, '../..');

/**
 * Synthesises the fleets that the environment, and the file it names, describe; the cloud assembly goes to CDK_OUTDIR.
 * @returns the exit code: 1 for a mistake of the user's, which is told on stderr
 */
export async function run(env: NodeJS.ProcessEnv): Promise<0 | 1> {
  try {
    await synthesize(env);
    return 0;
  } catch (error) {
    if (!isUserMistake(error)) throw error;
    console.error(error.message);
    return 1;
  }
}

async function synthesize(env: NodeJS.ProcessEnv): Promise<void> {
  const { fleets, warnings } = loadFleetsFromProcess();
  const target = deployEnvironment(env);
  const hostKeys = await loadHostKeys({ cacheDir: root, now: new Date() });
  for (const warning of [...warnings, hostKeys.warning]) if (warning) console.error(`Warning: ${warning}`);
  fleetApp({
    fleets,
    env: target,
    hostKeys: hostKeys.keys,
    bundles: builtBundles,
    imageName: ({ os, arch }) => imageName({ version: projectVersion(), os, arch, root }),
    context: cachedContext(env, infra),
  }).synth();
}

function projectVersion(): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return version;
}

const isUserMistake = (error: unknown): error is Error =>
  error instanceof UserError || error instanceof ConfigurationError || error instanceof ImageSourcesError;
