import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const main = join(import.meta.dirname, 'main.ts');

it.each([
  [['--jobs', '0'], 2, /It must be a whole number from 1 to 500/],
  [['--job', '3'], 2, /unknown option '--job'/],
  [['--bare', '--keep'], 2, /option '--bare' cannot be used with option '--keep'/],
  [['--help'], 0, /^$/],
])('with %j, exits with code %i before anything starts', (args, code, message) => {
  const { status, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });
  expect(status).toBe(code);
  expect(stderr).toMatch(message);
});
