import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LEGAL = /^(licen[cs]e|notice|third[-_]party)/i;

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string;
}

/** The texts of the licences and notices of all packages with bundled modules. The licences require that they are included. */
export function licencesOf(root: string, modules: readonly string[]): string {
  const folders = new Set(
    modules.filter((path) => path.includes('node_modules/')).map((path) => packageOf(join(root, path))),
  );
  const texts = [...folders].sort().map((folder) => {
    const { name = '', version = '', license = '' } = manifestIn(folder);
    const files = readdirSync(folder, { withFileTypes: true }).filter(
      (entry) => entry.isFile() && LEGAL.test(entry.name),
    );
    const texts = files.map((file) => readFileSync(join(folder, file.name), 'utf8').trim());
    return { title: `${name} ${version} (${license})`, text: texts.join('\n\n') };
  });
  const distinct = new Map<string, string[]>();
  for (const { title, text } of texts) distinct.set(text, [...(distinct.get(text) ?? []), title]);
  return [...distinct]
    .map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`)
    .join(`\n${'-'.repeat(80)}\n\n`);
}

/** The folder of the package to which a module belongs: the nearest one above with a name and a version in its package.json. */
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
