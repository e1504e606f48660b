import { cp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

/** The package's entry points by the name of their bundle. */
const ENTRIES = {
  main: 'apps/fleet/src/main.ts',
  synthesize: 'apps/infra/src/synthesize.ts',
  'build-image': 'images/src/build/main.ts',
};

/** What CommonJS modules of the bundle use, and ES modules do not have. */
const COMMON_JS = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

/**
 * Bundles the command line, the CDK app and the image builder into a folder. They share chunks.
 * Returns the modules that went in, relative to the working folder.
 */
export async function bundle(root: string, lib: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: lib,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    // The names of classes appear in messages and decide how errors are handled.
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // With the order of esbuild, `main,module`, packages that have both would be bundled twice.
    mainFields: ['module', 'main'],
    // The SDK's version is fixed here, so its advice about later ones is of no use to whoever runs the package.
    define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
    banner: { js: COMMON_JS },
    plugins: [requireInBundle],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  await copyData(root, lib);
  return modulesIn(metafile);
}

/**
 * The CDK's modules are loaded by a `require` made for Node (cdk.ts), which esbuild does not recognise. Without that line
 * it is the global one, and they are bundled.
 */
const requireInBundle: Plugin = {
  name: 'require-in-bundle',
  setup({ onLoad }) {
    onLoad({ filter: /\/cdk\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace('const require = createRequire(import.meta.url);', '');
      if (contents === text) throw new Error(`${path}: makes no require`);
      return { contents, loader: 'ts' };
    });
  },
};

/** Copies the files that bundled modules read at the place of their own file, which now is that of the bundle. */
async function copyData(root: string, lib: string): Promise<void> {
  const resolve = createRequire(join(root, 'apps/infra/package.json')).resolve;
  const cdk = dirname(resolve('aws-cdk-lib/package.json'));
  const check = dirname(createRequire(join(cdk, 'package.json')).resolve('@aws/cloudformation-validate'));
  const spec = dirname(
    createRequire(join(root, 'apps/fleet/package.json')).resolve('@aws-cdk/aws-service-spec/package.json'),
  );
  await Promise.all([
    // Of the check of templates.
    cp(join(check, 'bindings_wasm_bg.wasm'), join(lib, 'bindings_wasm_bg.wasm')),
    cp(join(cdk, 'core/lib/validation/rules'), join(lib, 'rules'), { recursive: true }),
    // Of the comparison of templates.
    cp(join(spec, 'db.json.gz'), join(lib, '../db.json.gz')),
  ]);
}

const modulesIn = ({ outputs }: Metafile): readonly string[] => [
  ...new Set(
    Object.values(outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? path : [])),
    ),
  ),
];
