import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import semver from 'semver';

interface Package {
  readonly engines?: { readonly node?: string };
}

const root = join(import.meta.dirname, '../..');
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as unknown;

it('everything runs on the Node.js version of package.json, not of the host', () => {
  const { optionalDependencies: versions } = read('package.json') as {
    optionalDependencies: Record<string, string>;
  };
  const program = `node-${process.platform.replace('win32', 'win')}-${process.arch}`;
  // On macOS, expect 24, because the lock file has no package of Node.js for it: docs/decisions/0001-node-as-a-package.md.
  const expected = versions[program] ?? '24';
  expect(new Set(Object.values(versions)).size).toBe(1);
  expect(process.version).toMatch(new RegExp(`^v${expected.replaceAll('.', '\\.')}\\b`));
});

it('npm ci gives no EBADENGINE warning on the oldest Node.js that package.json allows', () => {
  const { engines } = read('package.json') as Required<Package>;
  const { packages } = read('package-lock.json') as { packages: Readonly<Record<string, Package>> };
  const oldest = semver.minVersion(engines.node ?? '') ?? '';
  const incompatible = Object.entries(packages).filter(
    ([, { engines: { node = '*' } = {} }]) => !semver.satisfies(oldest, node),
  );
  expect(incompatible.map(([path]) => path)).toEqual([]);
});
