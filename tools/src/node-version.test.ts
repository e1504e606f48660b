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
  const { devDependencies } = read('package.json') as { devDependencies: Record<string, string> };
  // If npm ignores install scripts, the package `node` installs nothing, and the Node.js of the host runs instead. Then run
  // `npm rebuild node`, or allow the scripts listed under allowScripts in package.json.
  expect(process.version).toBe(`v${devDependencies['node']}`);
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
