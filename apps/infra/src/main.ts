/** The CDK app as a process: fleets from the environment and the file it names, a cloud assembly in CDK_OUTDIR. */
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

const root = join(import.meta.dirname, '../../..');
const infra = join(import.meta.dirname, '..');

async function main(): Promise<void> {
  const { fleets, warnings } = loadFleetsFromProcess();
  const env = deployEnvironment(process.env);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const hostKeys = await loadHostKeys({ cacheDir: root, now: new Date() });
  for (const warning of [...warnings, ...(hostKeys.warning ? [hostKeys.warning] : [])]) {
    console.error(`Warning: ${warning}`);
  }
  fleetApp({
    fleets,
    env,
    hostKeys: hostKeys.keys,
    bundles: builtBundles,
    imageName: ({ os, arch }) => imageName({ version, os, arch, root }),
    context: cachedContext(process.env, infra),
  }).synth();
}

const isUserMistake = (error: unknown): error is Error =>
  error instanceof UserError || error instanceof ConfigurationError || error instanceof ImageSourcesError;

try {
  await main();
} catch (error) {
  if (!isUserMistake(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
