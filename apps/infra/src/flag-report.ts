import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Manifest {
  readonly artifacts: Readonly<Record<string, { readonly type: string }>>;
}

/**
 * Removes the CDK's report on feature flags from a cloud assembly. Because of it, `cdk synth` would print "73 feature flags are not
 * configured", although the app sets every flag that concerns it (feature-flags.ts).
 */
export function removeFlagReport(folder: string): void {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  const artifacts = Object.entries(manifest.artifacts).filter(
    ([, { type }]) => type !== 'cdk:feature-flag-report',
  );
  writeFileSync(
    path,
    JSON.stringify({ ...manifest, artifacts: Object.fromEntries(artifacts) }, undefined, 2),
  );
}
