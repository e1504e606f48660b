import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { refuseCommonJsOnDemand } from './common-js-on-demand.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'common-js-'));
  writeFileSync(join(folder, 'library.cjs'), 'exports.print = () => 1;');
  writeFileSync(join(folder, 'own.mjs'), "import { print } from './library.cjs'; export const own = print;");
});
afterEach(() => rmSync(folder, { recursive: true }));

async function metafileOf(source: string) {
  writeFileSync(join(folder, 'main.mjs'), source);
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['main.mjs'],
    bundle: true,
    splitting: true,
    format: 'esm',
    outdir: 'out',
    write: false,
    metafile: true,
  });
  return metafile;
}

it('refuses import() of a CommonJS module', async () => {
  const metafile = await metafileOf("const { print } = await import('./library.cjs'); print();");
  expect(() => refuseCommonJsOnDemand(metafile)).toThrow('main.mjs: import() of library.cjs');
});

it('accepts import() of an ES module that imports a CommonJS module', async () => {
  const metafile = await metafileOf("const { own } = await import('./own.mjs'); own();");
  expect(() => refuseCommonJsOnDemand(metafile)).not.toThrow();
});
