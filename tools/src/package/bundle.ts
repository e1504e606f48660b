import { cp, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { refuseCommonJsOnDemand } from './common-js-on-demand.ts';

/** The package's entry points by the name of their bundle. */
const ENTRIES = {
  main: 'apps/fleet/src/main.ts',
  synthesize: 'apps/infra/src/synthesize.ts',
  'build-image': 'images/src/build/main.ts',
};

/** Defines what CommonJS modules in the bundle use, but ES modules lack. */
const COMMON_JS = [
  "import { createRequire as createRequireOfBundle } from 'node:module';",
  'const require = createRequireOfBundle(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname;',
].join('\n');

/**
 * Bundles the command line, the CDK app and the image builder into a folder. Code that several of them use is in shared chunks.
 * Returns esbuild's metafile, which lists the bundled modules.
 */
export async function bundle(root: string, lib: string): Promise<Metafile> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ENTRIES,
    outdir: lib,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    minify: true,
    // Keep the names of classes: they appear in messages, and decide how errors are handled.
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // With esbuild's default for Node.js, `main,module`, packages with a CommonJS and an ES build would be bundled twice.
    mainFields: ['module', 'main'],
    // Turns off the SDK's warning that later versions need a later Node.js: users of the package cannot update the bundled SDK.
    define: { 'process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED': '"true"' },
    banner: { js: COMMON_JS },
    plugins: [requireInBundle],
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  });
  refuseCommonJsOnDemand(metafile);
  await copyData(root, lib);
  return metafile;
}

/**
 * In files named cdk.ts, removes the line that defines `require` with `createRequire`. esbuild does not bundle the modules that such a `require`
 * loads. It bundles those that the global `require` loads.
 */
export const requireInBundle: Plugin = {
  name: 'require-in-bundle',
  setup({ onLoad }) {
    onLoad({ filter: /\/cdk\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const contents = text.replace('const require = createRequire(import.meta.url);', '');
      if (contents === text) throw new Error(`${path}: does not call createRequire`);
      return { contents, loader: 'ts' };
    });
  },
};

/** Copies the data files that bundled modules look for in their own folder, which is now the folder of the bundle. */
async function copyData(root: string, lib: string): Promise<void> {
  const resolve = createRequire(join(root, 'apps/infra/package.json')).resolve;
  const cdk = dirname(resolve('aws-cdk-lib/package.json'));
  const check = dirname(createRequire(join(cdk, 'package.json')).resolve('@aws/cloudformation-validate'));
  const spec = dirname(
    createRequire(join(root, 'apps/fleet/package.json')).resolve('@aws-cdk/aws-service-spec/package.json'),
  );
  await Promise.all([
    // For the check of templates.
    cp(join(check, 'bindings_wasm_bg.wasm'), join(lib, 'bindings_wasm_bg.wasm')),
    cp(join(cdk, 'core/lib/validation/rules'), join(lib, 'rules'), { recursive: true }),
    // For the comparison of templates.
    cp(join(spec, 'db.json.gz'), join(lib, '../db.json.gz')),
  ]);
}
