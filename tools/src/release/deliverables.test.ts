import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from '@jest/globals';
import { DELIVERABLES } from './deliverables.ts';

interface Manifest {
  readonly nx?: { readonly targets?: Readonly<Record<string, object>> };
}

const root = join(import.meta.dirname, '../../..');

it('a release consists of every project with the target build or package', () => {
  const projects = globSync('{apps,libs,proof}/*/package.json', { cwd: root }).filter((file) => {
    const { nx } = JSON.parse(readFileSync(join(root, file), 'utf8')) as Manifest;
    return nx?.targets?.['package'] !== undefined || nx?.targets?.['build'] !== undefined;
  });
  expect([...DELIVERABLES].sort()).toEqual(projects.map(dirname).sort());
});
