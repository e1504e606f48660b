import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { loadFleets } from '@agent-aws-stack/config';
import { fleetApp } from '../app.ts';
import type { BundleFolders } from '../bundles.ts';
import { IMAGE_NAME, lookedUp } from './context.ts';
import { ACCOUNT } from './fleet-case.ts';
import { FLEETS } from './fleets.ts';
import type { FleetCase } from './fleet-case.ts';
import { TemplateReader } from './template-reader.ts';

// The CDK's check of each template takes longer than all the rest. The target `templates` runs it.
process.env['CDK_VALIDATION'] ??= 'false';
// The CDK would use this variable instead of the context given here.
delete process.env['CDK_CONTEXT_JSON'];

/** The environment variables of a fleet, including those that every fleet needs. */
export function variablesOf({ name, parameters, file }: FleetCase): Record<string, string> {
  const full = (key: string) => (key.startsWith('SEMAPHORE_') ? key : `SEMAPHORE_AGENT_${key}`);
  return {
    SEMAPHORE_AGENT_STACK_NAME: name,
    SEMAPHORE_AGENT_TOKEN_PARAMETER_NAME: 'agent-token',
    SEMAPHORE_ORGANIZATION: 'acme',
    SEMAPHORE_AGENT_AMI: 'ami-0123456789abcdef0',
    ...Object.fromEntries(Object.entries(parameters).map(([key, value]) => [full(key), value])),
    ...(file && { SEMAPHORE_AGENT_STACK_CONFIG: 'fleet.json' }),
  };
}

export interface AppOptions {
  readonly outdir: string;
  /** @default - the result of every lookup */
  readonly context?: Record<string, unknown>;
}

/** The app of one fleet, with stub bundles. */
export function appOf(fleet: FleetCase, { outdir, context }: AppOptions): App {
  const { fleets } = loadFleets({ env: variablesOf(fleet), readFile: () => JSON.stringify(fleet.file) });
  const region = fleet.region ?? 'us-east-1';
  return fleetApp({
    fleets,
    env: { account: ACCOUNT, region },
    hostKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl'],
    bundles: stubBundles(outdir),
    imageName: () => IMAGE_NAME,
    context: context ?? lookedUp(region),
    outdir: join(outdir, 'assembly'),
  });
}

const templates = new Map<string, TemplateReader>();

/** The template of a fleet of the matrix, which is synthesized only once. */
export function templateOf(name: string): TemplateReader {
  const known = templates.get(name);
  if (known) return known;
  const fleet = FLEETS.find((each) => each.name === name);
  if (!fleet) throw new RangeError(`no fleet ${name} in the matrix`);
  const template = synthesize(fleet);
  templates.set(name, template);
  return template;
}

export function synthesize(fleet: FleetCase): TemplateReader {
  return inTemporaryFolder((outdir) => {
    const [stack] = appOf(fleet, { outdir }).synth().stacks;
    return new TemplateReader(stack!.template);
  });
}

export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'infra-test-'));
  return { path, remove: () => rmSync(path, { recursive: true }) };
}

export function inTemporaryFolder<T>(use: (folder: string) => T): T {
  const folder = temporaryFolder();
  try {
    return use(folder.path);
  } finally {
    folder.remove();
  }
}

/** Bundles with a single, constant line of code. */
export function stubBundles(folder: string): BundleFolders {
  return (lambda) => {
    const bundle = join(folder, 'bundles', lambda);
    mkdirSync(bundle, { recursive: true });
    writeFileSync(join(bundle, 'index.mjs'), `export const handler = '${lambda}';\n`);
    return bundle;
  };
}
