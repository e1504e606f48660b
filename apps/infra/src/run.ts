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
import { complaintAboutRegion, readShared } from './region-source.ts';
import { reportUserErrors, UserError } from './user-error.ts';

const infra = join(import.meta.dirname, '..');
const root = join(infra, '../..');

/**
 * Synthesises the fleets of the environment, or of the file that it names. The cloud assembly goes to
 * CDK_OUTDIR. A user's mistake is reported on stderr, with exit code 1.
 */
export function run(): Promise<void> {
  return reportUserErrors(synthesize, ConfigurationError, ImageSourcesError);
}

async function synthesize(): Promise<void> {
  const { fleets, cautions: ofConfiguration } = loadFleetsFromProcess();
  const env = deployEnvironment(process.env);
  const unnamedRegion = complaintAboutRegion(process.env, readShared);
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
  // The CLI makes the missing lookups and runs the app again, which then reports everything once.
  const open = (assembly.manifest.missing ?? []).filter(
    ({ key }) => app.node.tryGetContext(key) === undefined,
  );
  if (isWithCli && open.length > 0) return;
  // The CLI reports the cautions of constructs.
  const ofConstructs = isWithCli ? [] : cautionsIn(assembly);
  const warnings = [
    ...ofConfiguration.map(describeCaution),
    unnamedRegion,
    hostKeys.warning,
    ...ofConstructs,
  ];
  for (const warning of warnings) if (warning) console.error(`Warning: ${warning}`);
  // With several fleets, the CLI reports the mistakes only of the selected ones.
  const mistakes = isWithCli && fleets.length > 1 ? [] : mistakesIn(assembly);
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
}
