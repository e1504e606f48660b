import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { rewriteTexts } from './rewrite-texts.ts';

const root = join(import.meta.dirname, '../../..');

let dist: string;
beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'texts-'));
  mkdirSync(join(dist, 'docs'));
});
afterEach(() => rmSync(dist, { recursive: true }));

const read = (path: string): string => readFileSync(join(dist, path), 'utf8');

it('rewrites the page of parameters and the examples for users of the package', async () => {
  cpSync(join(root, 'docs/parameters.md'), join(dist, 'docs/parameters.md'));
  cpSync(join(root, 'examples'), join(dist, 'examples'), { recursive: true });
  await rewriteTexts(dist);
  expect(read('docs/parameters.md')).toMatch(
    /^# Parameters\n[^]*\n {4}npx agent-aws-stack deploy --config fleet/,
  );
  expect(read('docs/parameters.md')).toContain(
    '"$schema": "./node_modules/agent-aws-stack/schema/fleet.schema.json"',
  );
  expect(read('examples/linux-spot.json')).toContain(
    '// npx agent-aws-stack images build linux --os ubuntu-noble\n',
  );
  expect(read('examples/linux-spot.json')).toContain('"$schema": "../schema/fleet.schema.json"');
});

it.each([
  ['See [why](decisions/0037.md#why).', 'docs/page.md: link to decisions/0037.md'],
  ['Run npx nx run infra:deploy', 'docs/page.md: npx nx run infra:deploy'],
  ['Run npm run docs', 'docs/page.md: npm run docs'],
])('refuses %s', async (text, problem) => {
  writeFileSync(join(dist, 'docs/page.md'), text);
  await expect(rewriteTexts(dist)).rejects.toThrow(problem);
});

it('accepts links to the web, to headings and to files of the package', async () => {
  writeFileSync(join(dist, 'docs/page.md'), '[a](https://semaphore.io), [b](#there), [c](page.md#there)');
  await expect(rewriteTexts(dist)).resolves.toBeUndefined();
});
