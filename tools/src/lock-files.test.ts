import { globSync, lstatSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface Package {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: true;
  /** Part of another package's archive. */
  readonly inBundle?: true;
}

const root = join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const packagesOf = (lock: string): Readonly<Record<string, Package>> =>
  (JSON.parse(read(lock)) as { packages: Record<string, Package> }).packages;
const locks = globSync(['package-lock.json', 'tools/*/package-lock.json'], { cwd: root }).sort();

describe.each(locks)('%s', (lock) => {
  it('has a checksum of each package from a registry', () => {
    const unverified = Object.entries(packagesOf(lock)).filter(
      ([path, { integrity, link, inBundle }]) =>
        path.includes('node_modules/') && !link && !inBundle && !/^sha512-\S{88}$/.test(integrity ?? ''),
    );
    expect(unverified.map(([path]) => path)).toEqual([]);
  });

  it('belongs to a folder in which npm runs no install scripts, which could install programs without a checksum', () => {
    expect(read(join(dirname(lock), '.npmrc'))).toMatch(/^ignore-scripts=true$/m);
  });
});

it('each action of the workflows is pinned to a commit, because a tag can be moved', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: root }).map(read);
  const actions = workflows.flatMap((text) => [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action));
  expect(actions.length).toBeGreaterThan(0);
  for (const action of actions) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
});

/** The packages in a folder's node_modules, and in the node_modules of these packages. */
function installedIn(folder: string): readonly string[] {
  const modules = join(folder, 'node_modules');
  const found = globSync(['*/package.json', '@*/*/package.json'], { cwd: join(root, modules) }).map((file) =>
    join(modules, dirname(file)),
  );
  // A link is to a project of this workspace.
  const folders = found.filter((path) => lstatSync(join(root, path)).isDirectory());
  return [...folders, ...folders.flatMap(installedIn)];
}

it('each installed package is in package-lock.json with its version, so npm has verified it', () => {
  const locked = packagesOf('package-lock.json');
  const projects = Object.keys(locked).filter((path) => !path.includes('node_modules/'));
  const installed = projects.flatMap(installedIn);
  expect(installed.length).toBeGreaterThan(1_000);
  const unlocked = installed.filter((folder) => {
    const { version } = JSON.parse(read(`${folder}/package.json`)) as Package;
    const { [folder]: entry } = locked;
    return entry?.version !== version;
  });
  expect(unlocked).toEqual([]);
});
