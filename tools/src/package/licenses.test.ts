import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { licensesOf } from './licenses.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'licenses-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function install(folder: string, manifest: object, files: Readonly<Record<string, string>> = {}): void {
  write(`node_modules/${folder}/package.json`, JSON.stringify(manifest));
  for (const [name, text] of Object.entries(files)) write(`node_modules/${folder}/${name}`, text);
}

const bundle = (project: string, ...modules: readonly string[]): void => {
  const inputs = Object.fromEntries(modules.map((path) => [path, {}]));
  write(`${project}/metafile.json`, JSON.stringify({ inputs }));
};

it('lists each package in the bundles once, with its version, license and legal texts', () => {
  install('zod', { name: 'zod', version: '4.0.0', license: 'MIT' }, { LICENSE: 'MIT text of zod' });
  // Folders like this one tell Node.js what kind of modules they contain.
  write('node_modules/zod/esm/package.json', '{"type":"module"}');
  install(
    '@aws/sdk',
    { name: '@aws/sdk', version: '3.0.0', license: 'Apache-2.0' },
    { 'LICENSE.md': 'Apache text', 'NOTICE.txt': 'Notice of AWS', 'README.md': 'no legal text' },
  );
  install(
    '@aws/sdk/node_modules/zod',
    { name: 'zod', version: '3.0.0', license: 'MIT' },
    { LICENSE: 'MIT text of zod' },
  );
  install('unused', { name: 'unused', version: '1.0.0', license: 'MIT' });
  bundle('apps/tool', 'apps/tool/src/main.ts', 'node_modules/zod/esm/a.js', 'node_modules/zod/b.js');
  bundle('apps/lambda', 'node_modules/@aws/sdk/index.js', 'node_modules/@aws/sdk/node_modules/zod/a.js');
  expect(licensesOf(root, ['apps/tool', 'apps/lambda'])).toBe(
    `@aws/sdk 3.0.0 (Apache-2.0)\n\nApache text\n\nNotice of AWS\n\n${'-'.repeat(80)}\n\n` +
      'zod 3.0.0 (MIT)\nzod 4.0.0 (MIT)\n\nMIT text of zod\n',
  );
});

it('names the license of a package without a license file', () => {
  install('small', { name: 'small', version: '1.0.0', license: 'ISC' });
  bundle('apps/tool', 'node_modules/small/index.js');
  expect(licensesOf(root, ['apps/tool'])).toBe('small 1.0.0 (ISC)\n\nThis package has no license file.\n');
});

it.each([
  [{ license: 'GPL-3.0-only' }, 'small 1.0.0: its license is "GPL-3.0-only"'],
  [{ license: 'SEE LICENSE IN LICENSE' }, 'small 1.0.0: its license is "SEE LICENSE IN LICENSE"'],
  [{}, 'small 1.0.0: its license is unknown'],
])('refuses a package with %j', (license, message) => {
  install('small', { name: 'small', version: '1.0.0', ...license }, { LICENSE: 'text' });
  bundle('apps/tool', 'node_modules/small/index.js');
  expect(() => licensesOf(root, ['apps/tool'])).toThrow(message);
});

it('refuses a module that belongs to no package', () => {
  bundle('apps/tool', 'node_modules/stray.js');
  expect(() => licensesOf(root, ['apps/tool'])).toThrow('belongs to no package');
});
