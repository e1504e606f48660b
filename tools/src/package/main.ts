/** `nx run fleet:package`: makes the npm package `agent-aws-stack` in apps/fleet/dist, ready for `npm publish`. The Lambdas must be built already. */
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readImageSources } from '@agent-aws-stack/ami-hash';
import { IMAGE_FAMILIES, LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { bundle } from './bundle.ts';
import { licensesOf, METAFILE } from './licenses.ts';
import { manifestOf } from './manifest.ts';
import { rewriteTexts } from './rewrite-texts.ts';

const root = join(import.meta.dirname, '../../..');
const dist = join(root, 'apps/fleet/dist');

const lambdas = LAMBDA_NAMES.map((name) => `apps/${name}`);

/** Files and folders that are copied unchanged, by their path in the package. */
const COPIES: Readonly<Record<string, string>> = {
  LICENSE: 'LICENSE',
  'README.md': 'apps/fleet/README.md',
  'schema/fleet.schema.json': 'schema/fleet.schema.json',
  'schema/output.schema.json': 'schema/output.schema.json',
  examples: 'examples',
  'docs/parameters.md': 'docs/parameters.md',
  'docs/execution-policy': 'apps/infra/execution-policy',
  'docs/permissions-boundary.json': 'apps/infra/permissions-boundary.json',
  'docs/deployer-policy.json': 'apps/fleet/deployer-policy.json',
  'docs/on-call-policy.json': 'apps/fleet/on-call-policy.json',
  'docs/operator-policy.json': 'apps/fleet/operator-policy.json',
  'docs/builder-policy.json': 'images/builder-policy.json',
  'images/requirements.txt': 'images/requirements.txt',
  ...Object.fromEntries(LAMBDA_NAMES.map((name) => [`lambdas/${name}`, `apps/${name}/dist`])),
};

/** The image sources. Their fingerprint is part of the images' names, which must be the same as in this checkout. */
const imageSources = IMAGE_FAMILIES.flatMap((family) =>
  readImageSources(root, family).map(({ path }) => [path, path] as const),
);

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });
const metafile = await bundle(root, join(dist, 'lib'));
await Promise.all(
  [...Object.entries(COPIES), ...imageSources].map(([to, from]) =>
    cp(join(root, from), join(dist, to), { recursive: true }),
  ),
);
await rewriteTexts(dist);
await writeFile(join(dist, 'package.json'), `${JSON.stringify(manifestOf(root), undefined, 2)}\n`);
await writeFile(join(root, 'apps/fleet', METAFILE), JSON.stringify(metafile));
await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), licensesOf(root, ['apps/fleet', ...lambdas]));
