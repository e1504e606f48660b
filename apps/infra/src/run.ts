import { join } from 'node:path';
import { imageName, ImageSourcesError } from '@agent-aws-stack/ami-hash';
import { ConfigurationError, describeCaution, loadFleetsFromProcess } from '@agent-aws-stack/config';
import { builtOs } from '@agent-aws-stack/contract';
import { loadHostKeys } from '@agent-aws-stack/github-keys';
import { fleetApp } from './app.ts';
import { BundleSnapshot } from './bundles.ts';
import { cachedContext } from './cached-context.ts';
import { deployEnvironment } from './environment.ts';
import { cautionsIn, mistakesIn } from './mistakes.ts';
import { defaultRegionWarning, readShared } from './default-region.ts';
import { reportUserErrors, UserError } from './user-error.ts';

const infra = join(import.meta.dirname, '..');
const root = join(infra, '../..');

/**
 * Synthesises the fleets that the environment variables or the configuration file describe, into the folder CDK_OUTDIR.
 * A user's mistake is reported on stderr, with exit code 1.
 */
export function run(): Promise<void> {
  return reportUserErrors(synthesize, ConfigurationError, ImageSourcesError);
}

async function synthesize(): Promise<void> {
  const { fleets, cautions } = loadFleetsFromProcess();
  const env = deployEnvironment(process.env);
  const regionWarning = defaultRegionWarning(process.env, readShared);
  const hostKeys = await loadHostKeys({ cacheDir: root, now: new Date() });
  await using bundles = await BundleSnapshot.take();
  const app = fleetApp({
    fleets,
    env,
    hostKeys: hostKeys.keys,
    bundles: bundles.folderOf,
    imageName: ({ os, arch }) => imageName({ os: builtOs(os), arch, root }),
    context: cachedContext(process.env, infra),
  });
  const assembly = app.synth();
  const isWithCli = process.env['CDK_CLI_VERSION'] !== undefined;
  const pending = (assembly.manifest.missing ?? []).filter(
    ({ key }) => app.node.tryGetContext(key) === undefined,
  );
  // The CLI does the lookups and runs the app again. Only that second run reports anything.
  if (isWithCli && pending.length > 0) return;
  const warnings = [
    ...cautions.map(describeCaution),
    regionWarning,
    hostKeys.warning,
    // The CLI reports the cautions of constructs itself.
    ...(isWithCli ? [] : cautionsIn(assembly)),
  ];
  for (const warning of warnings) if (warning) console.error(`Warning: ${warning}`);
  // With several fleets, the CLI itself reports the mistakes, but only of the fleets it was asked for.
  const mistakes = isWithCli && fleets.length > 1 ? [] : mistakesIn(assembly);
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
}
