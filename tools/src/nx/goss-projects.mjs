/**
 * Nx plugin: makes a project of the Goss files of each OS, so that a change to them affects only that OS. These folders have no
 * project.json, because it would become part of the images.
 *
 * `goss-<os>:test` runs `image-<os>:test`. Only `goss-<os>:test` has globs for the code that tests the images, because Nx counts
 * a project as affected by each file that its globs match. With the globs in image-<os>, each change to that code would make
 * `nx affected -t build-image` build the image.
 */
import { basename, dirname } from 'node:path';

const TEST_CODE = [
  'proof/image-proof/**/*',
  'images/{src/**/*,package.json,requirements.txt}',
  'libs/{ami-hash,aws-clients,config,contract}/{src/**/*,package.json}',
  'package-lock.json',
  'tsconfig.base.json',
];

/** @type {import('nx/src/devkit-exports').CreateNodesV2} */
export const createNodesV2 = [
  'images/goss/*/image.yaml',
  (files) =>
    files.map((file) => {
      const root = dirname(file);
      const os = basename(root);
      const test = {
        executor: 'nx:noop',
        inputs: ['{projectRoot}/**/*', ...TEST_CODE.map((glob) => `{workspaceRoot}/${glob}`)],
        dependsOn: [{ projects: [`image-${os}`], target: 'test' }],
      };
      const project = { name: `goss-${os}`, projectType: 'library', tags: ['type:image'], targets: { test } };
      return [file, { projects: { [root]: project } }];
    }),
];
