import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { docFigures, type DocFigures } from './doc-figures.ts';
import { PAGES } from './doc-pages.ts';
import type { Report } from './report.ts';

// nx run agent-scaler:bench -- --json bench.json && nx run agent-scaler:figures -- bench.json
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Name the file of a report. Create one with: nx run agent-scaler:bench -- --json bench.json');
  process.exit(2);
}
const root = join(import.meta.dirname, '../../..');
const rounded = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toFixed(4)) : value);
const json = JSON.stringify(docFigures(JSON.parse(readFileSync(file, 'utf8')) as Report), rounded);
const figures = JSON.parse(json) as DocFigures;
const pages = Object.entries(PAGES).map(([path, render]): [string, string] => [
  path,
  render(readFileSync(join(root, path), 'utf8'), figures),
]);
const written: [string, string][] = [['docs/figures.json', json], ...pages];
for (const [path, text] of written) writeFileSync(join(root, path), text);
execFileSync('prettier', ['--write', ...written.map(([path]) => join(root, path))], { stdio: 'inherit' });
