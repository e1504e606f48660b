/** `nx run constructs:package`: makes the npm package `@agent-aws-stack/constructs` in libs/constructs/dist. The Lambdas must already be built. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LAMBDA_NAMES } from '@agent-aws-stack/contract';
import { build } from 'esbuild';
import { requireInBundle } from '../package/bundle.ts';
import { licensesOf, METAFILE } from '../package/licenses.ts';
import { declarationsOf } from './declarations.ts';

const root = join(import.meta.dirname, '../../..');
const project = join(root, 'libs/constructs');
const dist = join(project, 'dist');

interface Manifest {
  readonly [field: string]: unknown;
  readonly engines: unknown;
}
const manifestIn = async (folder: string): Promise<Manifest> =>
  JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;

await rm(dist, { recursive: true, force: true });
await mkdir(dist, { recursive: true });

// CommonJS, like most construct libraries: `import` and `require` load the same single copy.
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: [join(project, 'src/index.ts')],
  outfile: join(dist, 'index.js'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['aws-cdk-lib', 'constructs'],
  define: { 'import.meta.dirname': '__dirname' },
  plugins: [requireInBundle],
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});

for (const [path, text] of declarationsOf(join(project, 'src/index.ts'))) {
  await mkdir(dirname(join(dist, path)), { recursive: true });
  await writeFile(join(dist, path), text);
}
for (const name of LAMBDA_NAMES) {
  await cp(join(root, 'apps', name, 'dist'), join(dist, 'lambdas', name), { recursive: true });
}
await cp(join(root, 'LICENSE'), join(dist, 'LICENSE'));
await cp(join(project, 'README.md'), join(dist, 'README.md'));
await writeFile(join(project, METAFILE), JSON.stringify(metafile));
const bundled = ['libs/constructs', ...LAMBDA_NAMES.map((name) => `apps/${name}`)];
await writeFile(join(dist, 'THIRD-PARTY-LICENSES.txt'), licensesOf(root, bundled));

const { name, version, description, license, peerDependencies } = await manifestIn(project);
const { repository, engines } = await manifestIn(root);
const manifest = {
  name,
  version,
  description,
  keywords: ['semaphore', 'semaphoreci', 'aws', 'cdk', 'awscdk', 'self-hosted', 'agents', 'auto-scaling'],
  license,
  ...(repository !== undefined && { repository }),
  type: 'commonjs',
  main: 'index.js',
  types: 'index.d.ts',
  exports: { '.': { types: './index.d.ts', default: './index.js' }, './package.json': './package.json' },
  engines,
  peerDependencies,
};
await writeFile(join(dist, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
