/** Writes the template of each test fleet in FLEETS into a file, for linters. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FLEETS } from './fleets.ts';
import { synthesize } from './synthesize.ts';

const folder = join(import.meta.dirname, '../../dist/templates');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const fleet of FLEETS) {
  const { template } = synthesize(fleet);
  writeFileSync(join(folder, `${fleet.name}.json`), JSON.stringify(template, null, 2) + '\n');
}
console.log(`${FLEETS.length} templates in ${folder}`);
