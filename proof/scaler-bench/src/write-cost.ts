import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costPage } from './cost-page.ts';
import type { Measured } from './measured-cost.ts';

// nx run agent-scaler:bench -- --json bench.json && nx run agent-scaler:cost -- bench.json
const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error('Which report? Make one with: nx run agent-scaler:bench -- --json bench.json');
  process.exit(2);
}
const target = join(import.meta.dirname, '../../../docs/cost.md');
writeFileSync(target, costPage(JSON.parse(readFileSync(file, 'utf8')) as Measured));
execFileSync('prettier', ['--write', target], { stdio: 'inherit' });
