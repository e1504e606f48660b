import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

it('everything runs on the Node that package.json brings, not on the host’s', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  // With npm's install scripts ignored, the package `node` installs nothing and the host's Node is used without a word:
  // run `npm rebuild node`, or allow the scripts that package.json's allowScripts names.
  expect(process.version).toBe(`v${devDependencies['node']}`);
});
