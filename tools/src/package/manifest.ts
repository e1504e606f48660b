import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROGRAM_NAMES } from '@agent-aws-stack/contract';

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly license: string;
  /** Set by the release workflow, because npm's provenance requires it. */
  readonly repository?: unknown;
  readonly engines: { readonly node: string };
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The package.json of the package. Everything is bundled except the CDK's CLI, which runs as a separate program. */
export function manifestOf(root: string): object {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
  const { description, license, repository, engines } = read('package.json');
  const cli = read('apps/infra/package.json').devDependencies?.['aws-cdk'];
  if (cli === undefined) throw new Error('apps/infra/package.json: names no version of aws-cdk');
  return {
    name: PROGRAM_NAMES[0],
    version: read('apps/fleet/package.json').version,
    description,
    keywords: ['semaphore', 'semaphoreci', 'aws', 'cdk', 'self-hosted', 'agents', 'auto-scaling'],
    license,
    ...(repository !== undefined && { repository }),
    type: 'module',
    bin: Object.fromEntries(PROGRAM_NAMES.map((program) => [program, 'lib/main.mjs'])),
    engines: { node: engines.node },
    dependencies: { 'aws-cdk': cli },
  };
}
