/** The target config:docs, also a part of `npm run docs`: generates files from the parameters. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedFiles } from './generated-files.ts';

const HELP = `npx nx run config:docs

Regenerates these files from the parameters in libs/config/src/parameters:
${generatedFiles()
  .map(({ path }) => `  ${path}`)
  .join('\n')}

A test fails if they are stale. Exit codes: 0 done, 2 wrong use.`;

const root = join(import.meta.dirname, '../../../..');

const [argument] = process.argv.slice(2);
if (argument === '--help' || argument === '-h') {
  console.log(HELP);
} else if (argument !== undefined) {
  console.error(`${argument}: unknown argument\n(--help shows the usage)`);
  process.exitCode = 2;
} else {
  for (const { path, text } of generatedFiles()) {
    writeFileSync(join(root, path), text);
    console.log(`wrote ${path}`);
  }
}
