/**
 * A plugin of Nx: the Goss files of each OS are a project, so that a change affects only that OS. A
 * project.json in these folders would become part of the images.
 *
 * `goss-<os>:test` runs `image-<os>:test`. The code that judges an image is an input of the former only:
 * every input of image-<os> makes `nx affected -t build-image` build the image.
 */
import { basename, dirname } from 'node:path';

const JUDGES = [
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
        inputs: ['{projectRoot}/**/*', ...JUDGES.map((glob) => `{workspaceRoot}/${glob}`)],
        dependsOn: [{ projects: [`image-${os}`], target: 'test' }],
      };
      const project = { name: `goss-${os}`, projectType: 'library', tags: ['type:image'], targets: { test } };
      return [file, { projects: { [root]: project } }];
    }),
];
