/**
 * `npm run sbom`: writes two files for each part of a release into the folder `sbom`: the packages in its bundle (a software bill of
 * materials in CycloneDX's format), and their licenses. The bundles must be built.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { licensesOf, METAFILE } from '../package/licenses.ts';
import { DELIVERABLES } from './deliverables.ts';

const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'sbom');
const program = join(root, 'tools/sbom/node_modules/.bin/cyclonedx-esbuild');

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const project of DELIVERABLES) {
  const name = basename(project);
  const file = join(folder, `${name}.cdx.json`);
  const args = ['--output-reproducible', '--validate', '--output-file', file, join(project, METAFILE)];
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ended with exit code ${status}`, { cause: error });
  writeFileSync(join(folder, `${name}.licenses.txt`), licensesOf(root, [project]));
}
