import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Metafile } from 'esbuild';

/** The file in a project's folder in which esbuild lists the modules of the project's bundle. */
export const METAFILE = 'metafile.json';

const LEGAL_FILE = /^(licen[cs]e|copying|copyright|notice|third[-_]party)/i;

/** Licenses (SPDX ids) that let us publish a package inside a bundle as long as we include its license and notices. */
const PERMISSIVE = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
]);

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/**
 * The licenses and notices of all packages that are bundled into the given projects, as the licenses require.
 *
 * @param projects - folders below `root`, each with a metafile
 * @throws Error if the license of a package is unknown or not permissive
 */
export function licensesOf(root: string, projects: readonly string[]): string {
  const modules = projects.flatMap((project) => modulesIn(join(root, project, METAFILE)));
  const folders = new Set(modules.map((path) => packageOf(join(root, path))));
  const titlesByText = new Map<string, Set<string>>();
  for (const folder of [...folders].sort()) {
    const text = legalTextIn(folder) || 'This package has no license file.';
    titlesByText.set(text, (titlesByText.get(text) ?? new Set()).add(titleOf(folder)));
  }
  return [...titlesByText]
    .map(([text, titles]) => `${[...titles].join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The modules of other people's packages in a bundle, relative to the root. */
function modulesIn(file: string): readonly string[] {
  const { inputs } = JSON.parse(readFileSync(file, 'utf8')) as Metafile;
  return Object.keys(inputs).filter((path) => path.includes('node_modules/'));
}

function titleOf(folder: string): string {
  const { name, version, license = '' } = manifestIn(folder);
  if (!PERMISSIVE.has(license)) {
    throw new Error(
      `${name} ${version}: its license is ${license ? `"${license}"` : 'unknown'}. If the license allows publishing the ` +
        'package in a bundle, add it to tools/src/package/licenses.ts; otherwise use another package',
    );
  }
  return `${name} ${version} (${license})`;
}

function legalTextIn(folder: string): string {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (entry) => entry.isFile() && LEGAL_FILE.test(entry.name),
  );
  return files.map(({ name }) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
}

/** The folder of a module's package: the nearest one above the module whose package.json has a name and a version. */
function packageOf(path: string): string {
  const folder = dirname(path);
  if (folder === path) throw new Error(`${path}: belongs to no package`);
  const { name, version } = manifestIn(folder);
  return name !== undefined && version !== undefined ? folder : packageOf(folder);
}

function manifestIn(folder: string): Manifest {
  const file = join(folder, 'package.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : {};
}
