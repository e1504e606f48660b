/** How esbuild bundles the Lambdas: these options and the ones in nx.json. */
import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes metafile.json, the list of a bundle's inputs, beside the bundle's folder. The licenses in the npm packages are
 * collected from it. With Nx's option `metafile`, the file would be in the bundle, and so in the deployed Lambda.
 *
 * @type {import('esbuild').Plugin}
 */
const writeMetafile = {
  name: 'write-metafile',
  setup({ initialOptions, onEnd }) {
    const { absWorkingDir = '.', outdir = '.' } = initialOptions;
    initialOptions.metafile = true;
    onEnd(({ metafile }) =>
      writeFile(join(absWorkingDir, dirname(outdir), 'metafile.json'), JSON.stringify(metafile)),
    );
  },
};

/** @type {import('esbuild').BuildOptions} */
export default {
  mainFields: ['module', 'main'],
  splitting: true,
  outExtension: { '.js': '.mjs' },
  legalComments: 'none',
  plugins: [writeMetafile],
};
