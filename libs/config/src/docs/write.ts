import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

// The target config:docs.
const root = join(import.meta.dirname, '../../../..');
for (const { path, text } of generatedFiles()) {
  writeFileSync(join(root, path), text);
  console.log(`wrote ${path}`);
}
