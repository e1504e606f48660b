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
const page = costPage(JSON.parse(readFileSync(file, 'utf8')) as Measured);
writeFileSync(join(import.meta.dirname, '../../../../docs/cost.md'), page);
