import { mkdirSync } from 'node:fs';
import type { Environment } from '@agent-aws-stack/config';
import { imageName, ImageSourcesError } from '@agent-aws-stack/ami-hash';
import { ConfigurationError, loadFleetsFromProcess } from '@agent-aws-stack/config';
import { builtOs } from '@agent-aws-stack/contract';
import { loadHostKeys } from '@agent-aws-stack/github-keys';
import { installation } from '@agent-aws-stack/installation';
import type { Caution } from '@agent-aws-stack/config';
import { fleetApp } from './app.ts';
import { BundleSnapshot } from './bundles.ts';
import { core } from './cdk.ts';
import { deployEnvironment } from './environment.ts';
import { removeFlagReport } from './flag-report.ts';
import { cautionsIn, mistakesIn } from './mistakes.ts';
import { RememberedTemplateCheck } from './remembered-template-check.ts';
import { UserError } from './user-error.ts';

export interface SynthesisOptions {
  /** The environment variables with the configuration, or with the name of its file, and with the account and the region. */
  readonly env: Environment;
  /** The CDK's context: results of lookups, and settings. */
  readonly context: Readonly<Record<string, unknown>> | undefined;
  /** Construct ids of the fleets to synthesize. @default - all fleets of the configuration */
  readonly ids?: readonly string[] | undefined;
  /** Folder of the cloud assembly. @default - CDK_OUTDIR, else a temporary folder */
  readonly outdir?: string | undefined;
}

export interface Synthesis {
  /** The number of fleets in the configuration. */
  readonly fleets: number;
  /** Cautions about the configuration. */
  readonly cautions: readonly Caution[];
  /** A warning about GitHub's host keys. */
  readonly warning: string | undefined;
  /** Cautions and mistakes that constructs have recorded. */
  readonly ofConstructs: { readonly cautions: readonly string[]; readonly mistakes: readonly string[] };
  /** Context keys of the lookups whose results the context does not have. */
  readonly missing: readonly string[];
}

/** Synthesizes the fleets of the environment, or of the file that it names. @throws UserError, ConfigurationError, ImageSourcesError */
export async function synthesizeFleets({ env, context, ids, outdir }: SynthesisOptions): Promise<Synthesis> {
  const { fleets, cautions } = loadFleetsFromProcess({ env, cwd: () => process.cwd() });
  const environment = deployEnvironment(env);
  const { hostKeysFolder: cacheDir, root } = installation;
  const hostKeys = await loadHostKeys({ cacheDir, now: new Date() });
  await using bundles = await BundleSnapshot.take();
  const app = fleetApp({
    fleets,
    ids,
    env: environment,
    hostKeys: hostKeys.keys,
    bundles: bundles.folderOf,
    imageName: ({ os, arch }) => imageName({ os: builtOs(os), arch, root }),
    context,
    outdir,
  });
  if (env['CDK_VALIDATION'] !== 'false') {
    core.Validations.of(app).addPlugins(new RememberedTemplateCheck(installation.cacheFolder));
  }
  const assembly = app.synth();
  removeFlagReport(assembly.directory);
  const missing = (assembly.manifest.missing ?? []).map(({ key }) => key);
  return {
    fleets: fleets.length,
    cautions,
    warning: hostKeys.warning,
    ofConstructs: { cautions: cautionsIn(assembly), mistakes: mistakesIn(assembly) },
    missing: missing.filter((key) => app.node.tryGetContext(key) === undefined),
  };
}

/** What the caller of `synthesize` prints. */
export interface SynthesisReport {
  /** The warning about GitHub's host keys and the cautions of constructs, but not the cautions about the configuration. */
  readonly warnings: readonly string[];
  /** What the user has to correct: the templates cannot be deployed. */
  readonly mistakes: readonly string[];
}

/**
 * Synthesizes fleets within the process of another tool. The templates are the same as with the CDK CLI.
 * @param options.context - must contain the result of every lookup, or the reason why it failed
 */
export async function synthesize(
  options: SynthesisOptions & { readonly outdir: string },
): Promise<SynthesisReport> {
  mkdirSync(options.outdir, { recursive: true });
  try {
    const context = { ...CLI_CONTEXT, ...options.context };
    const { warning, ofConstructs, missing } = await synthesizeFleets({ ...options, context });
    if (missing.length > 0) throw new Error(`these lookups are not in the context: ${missing.join(', ')}`);
    return { warnings: [warning ?? [], ofConstructs.cautions].flat(), mistakes: ofConstructs.mistakes };
  } catch (error) {
    const known = [UserError, ConfigurationError, ImageSourcesError].some((kind) => error instanceof kind);
    if (!known) throw error;
    return { warnings: [], mistakes: [(error as Error).message] };
  }
}

/** The settings that the CDK CLI passes to an app; without them the templates would have other metadata. */
const CLI_CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:disable-version-reporting': true,
  'aws:cdk:bundling-stacks': ['**'],
  'aws:cdk:disable-stack-trace': true,
  // Makes a failed check of the templates throw an error with the report, instead of setting the exit code.
  '@aws-cdk/core:appMode': 'inmemory',
};
