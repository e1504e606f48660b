import { ImageSourcesError } from '@agent-aws-stack/ami-hash';
import { ConfigurationError, describeCaution } from '@agent-aws-stack/config';
import { installation } from '@agent-aws-stack/installation';
import { cachedContext } from './cached-context.ts';
import { defaultRegionWarning, readTextFile } from './default-region.ts';
import { synthesizeFleets } from './synthesize.ts';
import { reportUserErrors, UserError } from './user-error.ts';

/**
 * Synthesizes the fleets that the environment variables or the configuration file describe, into the folder that
 * CDK_OUTDIR names. A user's mistake is reported on stderr, with exit code 1.
 */
export function run(): Promise<void> {
  return reportUserErrors(synthesizeForCli, ConfigurationError, ImageSourcesError);
}

async function synthesizeForCli(): Promise<void> {
  const { env } = process;
  const regionWarning = defaultRegionWarning(env, readTextFile);
  const context = cachedContext(env, installation.cdkFolder);
  const { fleets, cautions, warning, ofConstructs, missing } = await synthesizeFleets({ env, context });
  const isWithCli = env['CDK_CLI_VERSION'] !== undefined;
  // The CLI does the lookups and runs the app again. Only that second run reports anything.
  if (isWithCli && missing.length > 0) return;
  const warnings = [
    ...cautions.map(describeCaution),
    regionWarning,
    warning,
    // The CLI reports the cautions of constructs itself.
    ...(isWithCli ? [] : ofConstructs.cautions),
  ];
  for (const each of warnings) if (each) console.error(`Warning: ${each}`);
  // With several fleets, the CLI itself reports the mistakes, but only those of the fleets that it was asked for.
  const mistakes = isWithCli && fleets > 1 ? [] : ofConstructs.mistakes;
  if (mistakes.length > 0) throw new UserError(mistakes.join('\n'));
}
