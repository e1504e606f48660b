import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LAMBDA_NAMES, type LambdaName } from '@agent-aws-stack/contract';
import { BundleSnapshot } from './bundles.ts';

const INDEX = "import('./chunk-A.mjs');";
const CHUNK = 'export {};';

let apps: string;
beforeEach(() => {
  apps = mkdtempSync(join(tmpdir(), 'apps-'));
});
afterEach(() => rmSync(apps, { recursive: true }));

type Files = Readonly<Partial<Record<string, string>>>;

function build(lambda: string, files: Files = { 'index.mjs': INDEX, 'chunk-A.mjs': CHUNK }) {
  const dist = join(apps, lambda, 'dist');
  rmSync(dist, { recursive: true, force: true });
  mkdirSync(dist, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text ?? '');
}

const builtIn = (name: LambdaName): string => join(apps, name, 'dist');

describe('a snapshot of the bundles', () => {
  it('does not change when the bundles are rebuilt, and is removed at the end', async () => {
    LAMBDA_NAMES.forEach((name) => build(name));
    let folder: string;
    {
      await using bundles = await BundleSnapshot.take({ builtIn });
      for (const name of LAMBDA_NAMES) build(name, {});
      folder = bundles.folderOf('agent-scaler');
      expect(readFileSync(join(folder, 'index.mjs'), 'utf8')).toBe(INDEX);
    }
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    { missing: 'the folder', files: undefined },
    { missing: 'the entry point', files: { 'chunk-A.mjs': CHUNK } },
    { missing: 'an imported file', files: { 'index.mjs': INDEX } },
  ])(
    'cannot be taken if $missing is missing; the error names the Lambda and the remedy',
    async ({ files }) => {
      LAMBDA_NAMES.forEach((name) => build(name));
      rmSync(join(apps, 'agent-scaler/dist'), { recursive: true });
      if (files) build('agent-scaler', files);
      await expect(BundleSnapshot.take({ builtIn, timeoutMs: 0 })).rejects.toMatchObject({
        name: 'MissingBundleError',
        message: expect.stringMatching(/^apps\/agent-scaler\/dist: .* Run: npx nx run-many -t build$/),
      });
    },
  );

  it('is complete even if another process removes and rewrites the bundles meanwhile, as Nx does', async () => {
    LAMBDA_NAMES.forEach((name) => build(name));
    const dists = LAMBDA_NAMES.map((name) => join(apps, name, 'dist'));
    const rebuild = `
      const { cpSync, rmSync } = require('node:fs');
      for (const dist of ${JSON.stringify(dists)}) cpSync(dist, dist + '.cached', { recursive: true });
      process.stdout.write('ready');
      setInterval(() => { for (const dist of ${JSON.stringify(dists)}) {
        rmSync(dist, { recursive: true, force: true });
        cpSync(dist + '.cached', dist, { recursive: true });
      } }, 10);`;
    const other = execFile(process.execPath, ['-e', rebuild]);
    const ended = new Promise((resolve) => other.once('close', resolve));
    try {
      await new Promise((resolve) => other.stdout?.once('data', resolve));
      for (let count = 0; count < 15; count += 1) {
        await using bundles = await BundleSnapshot.take({ builtIn, timeoutMs: 60_000 });
        for (const name of LAMBDA_NAMES) {
          const read = (file: string) => readFileSync(join(bundles.folderOf(name), file), 'utf8');
          expect([read('index.mjs'), read('chunk-A.mjs')]).toEqual([INDEX, CHUNK]);
        }
      }
    } finally {
      other.kill();
      await ended;
    }
  });
});
